import type { Accept } from "./accept.ts";
import { authorise, type Verdict } from "./authorise.ts";
import type { Clock } from "./clock.ts";
import type { Command, CommandDeps } from "./command.ts";
import { commandsOn } from "./commands-on.ts";
import type { Person, Place } from "./inbound.ts";
import { accessNow } from "./permit.ts";
import type { FormAnswer, Handler, Platform } from "./platform.ts";
import { pressedRight } from "./pressed-right.ts";
import type { Access, Right } from "./rights.ts";
import type { Standpoint } from "./sharing.ts";
import { words } from "./words.ts";

export interface HandlerDeps {
  accept: Accept;
  clock: Clock;
  commandDeps: CommandDeps;
  command(name: string): Command | undefined;
  platform(place: Place): Platform;
}

/** Whoever types is asked about with every letter; for so long one answer does. */
const typingMs = 30_000;
const withinMs = 2_000;

/** What adapters hand events to: to be stored, or to be answered at once because someone is typing or waits for a form. */
export function createHandler(deps: HandlerDeps): Handler {
  const { clock, commandDeps } = deps;
  const { store } = commandDeps;
  const typing = new Map<string, { access: Access; at: number }>();

  async function typist(place: Place, person: Person): Promise<Access> {
    const now = clock.now();
    for (const [key, { at }] of typing) if (now - at > typingMs) typing.delete(key);
    const key = `${place.workspace}/${place.channel}/${place.thread ?? ""}/${person.id}`;
    const access = typing.get(key)?.access ?? (await accessFor("read", place, person));
    typing.set(key, { access, at: typing.get(key)?.at ?? now });
    return access;
  }

  function accessFor(right: Right, place: Place, person: Person): Promise<Access> {
    const proof = { access: undefined, at: clock.now(), waited: false };
    const asking = { platform: deps.platform(place), clock };
    return accessNow(right, { place, person, proof }, asking, AbortSignal.timeout(withinMs));
  }

  /** Settings are the channel's, whichever of its threads someone looks from. */
  async function standpointFor(place: Place, person: Person): Promise<Standpoint | undefined> {
    const { thread: _, ...channel } = place;
    const found = await store.sharing.at(place, person.id);
    if (found) return found;
    await store.chats.open(channel);
    return store.sharing.at(channel, person.id);
  }

  async function form(name: string, place: Place, person: Person): Promise<FormAnswer> {
    const command = deps.command(name);
    if (!command?.opensForm) return { kind: "refused", text: words.buttonGone };
    const access = await accessFor(command.right, place, person);
    const found = access === "none" ? undefined : await standpointFor(place, person);
    if (!found) return { kind: "refused", text: words.notFound };
    const facts = { person, place, standing: found.standing, access };
    const verdict = authorise({ kind: "form", right: command.right }, facts);
    if (verdict.kind !== "granted") return { kind: "refused", text: told(verdict) };
    const call = { place, person, conversation: found.conversation };
    const [shown = command] = commandsOn(place.platform, [command]);
    return { kind: "form", command: shown, values: (await command.formValues?.(call, commandDeps)) ?? {} };
  }

  return {
    accept: deps.accept,
    form,
    async formOf(action, id, place, person) {
      const job = await store.jobs.find(id, place);
      const command = job?.input.kind === "command" ? deps.command(job.input.command.name) : undefined;
      const standing = { shared: false, role: undefined, settings: {} };
      const facts = { person, place, standing, access: "write" } as const;
      const verdict = authorise({ kind: "press", action, job, right: pressedRight(action, command) }, facts);
      if (!command || verdict.kind !== "granted") return { kind: "refused", text: words.buttonGone };
      const answer = await form(command.name, place, person);
      return answer.kind === "form" && action === "edit" ? { ...answer, about: id } : answer;
    },
    async suggest(name, _option, typed, place, person) {
      const command = deps.command(name);
      if (!command?.suggest) return [];
      const found = await store.sharing.at(place, person.id);
      if (!found) return [];
      const facts = { person, place, standing: found.standing, access: await typist(place, person) };
      if (authorise({ kind: "suggest" }, facts).kind !== "granted") return [];
      const call = { place, person, conversation: found.conversation };
      const choices = await command.suggest(typed, call, commandDeps);
      return choices.slice(0, 25);
    },
  };
}

function told(verdict: Exclude<Verdict, { kind: "granted" }>): string {
  return verdict.kind === "refused" ? verdict.text : words.notFound;
}
