import { MessageFlags } from "discord.js";
import type { Clock } from "../../core/clock.ts";
import { isParleyError } from "../../core/errors.ts";
import { jobId } from "../../core/ids.ts";
import type { Person, Place, ReplyHandle } from "../../core/inbound.ts";
import { type Log, logged } from "../../core/log.ts";
import type { Choice, OutFile, Response, SendKey } from "../../core/platform.ts";
import { type Answer, discordCode, isRefused } from "./answer.ts";
import type { Api, ApiCall } from "./api.ts";
import { answers, isShown } from "./find-reply.ts";
import { channelOf } from "./known.ts";
import { type Payload, renderContent } from "./render.ts";
import { readHandle } from "./reply-handle.ts";
import { split } from "./text-out.ts";

export interface InteractionDeps {
  api: Api;
  clock: Clock;
  log: Log;
  applicationId(): Promise<string>;
  /** Posts a message for all to see, once for this key. */
  post(place: Place, payload: Payload, key: SendKey, signal: AbortSignal): Promise<unknown>;
  /** Where this person alone reads. @throws `place_forbidden` where they don't let Parley write to them. */
  direct(place: Place, person: string, signal: AbortSignal): Promise<Place>;
}

/** Answers commands and buttons in the time Discord gives: 3 s for the first word, 15 min for the rest. */
export interface Interactions {
  /** An interaction has just come in: if nothing answers it soon, Discord is asked to wait. */
  arrived(handle: ReplyHandle): void;
  respond(
    handle: ReplyHandle,
    place: Place,
    person: Person,
    answer: Response,
    mayStand: boolean,
    signal: AbortSignal,
  ): Promise<void>;
  /**
   * Opens a form: only ever a first answer, so nothing asks Discord to wait for it.
   * @returns false where it came too late or was refused.
   */
  open(handle: ReplyHandle, form: object): Promise<boolean>;
  /** Acknowledges a component that nothing will answer. */
  acknowledge(id: string, token: string): Promise<void>;
  suggest(id: string, token: string, choices: readonly Choice[]): Promise<void>;
}

const deferAfterMs = 1_500;
/** After this a first answer would come too late (discord docs: interactions/receiving-and-responding). */
const firstWithinMs = 2_500;
const tokenLifeMs = 15 * 60_000;
const lateText = "My answer came too late to be shown to you alone. Please ask for it again.";
/** Types of a first answer (same page, "Interaction Callback Type"). */
const callback = { message: 4, deferredMessage: 5, deferredUpdate: 6, choices: 8, form: 9 } as const;

/** How a first answer went. `taken`: another was there before it, of this process or of one beside it. */
type First = "answered" | "taken" | "dead";

/** An interaction that came to this process. `first` is its first answer, once one was tried. */
interface Open {
  deferral: Disposable;
  first?: Promise<First>;
}

export function createInteractions(deps: InteractionDeps): Interactions {
  const { api, clock, log } = deps;
  const open = new Map<string, Open>();
  const never = new AbortController().signal;

  const first = (id: string, token: string, body: object, signal: AbortSignal, files?: Payload["files"]) => {
    const call: ApiCall = {
      method: "POST",
      path: `/interactions/${id}/${token}/callback`,
      body,
      auth: false,
    };
    if (files) call.files = files;
    call.patienceMs = 1_000;
    // Discord takes one first answer only, so repeating a lost one does no harm.
    return api.persist(call, signal);
  };
  const webhook = async (
    method: ApiCall["method"],
    token: string,
    path: string,
    payload: Payload | undefined,
    signal: AbortSignal,
  ) => {
    const call: ApiCall = {
      method,
      path: `/webhooks/${await deps.applicationId()}/${token}${path}`,
      auth: false,
    };
    if (payload) call.body = payload.body;
    if (payload?.files) call.files = payload.files;
    return method === "POST" ? api.once(call, signal) : api.persist(call, signal);
  };

  function outcomeOf(answer: Answer): First {
    if (answer.kind === "ok") return "answered";
    return isRefused(answer, discordCode.alreadyAcknowledged) ? "taken" : "dead";
  }

  function arrived(handle: ReplyHandle): void {
    const { kind, token } = readHandle(handle);
    const defer = async () => {
      // Only the person who asked sees the waiting, as what comes may be for them alone; this can't be changed later.
      const body =
        kind === "button"
          ? { type: callback.deferredUpdate }
          : { type: callback.deferredMessage, data: { flags: MessageFlags.Ephemeral } };
      return outcomeOf(await first(handle.id, token, body, never));
    };
    const state: Open = {
      deferral: clock.timer(deferAfterMs, () => {
        state.first ??= defer();
        state.first.catch((error) => log.warn(logged(error), "an interaction could not be put off"));
      }),
    };
    open.set(handle.id, state);
    clock.timer(tokenLifeMs, () => open.delete(handle.id));
  }

  /** Whether the answer came to stand by the interaction's own means. */
  async function answerInPlace(
    handle: ReplyHandle,
    answer: Response,
    isStanding: (() => Promise<boolean>) | undefined,
    signal: AbortSignal,
  ): Promise<boolean> {
    const { kind, token } = readHandle(handle);
    const payload = payloadFor(answer);
    const state = open.get(handle.id);
    const answerFirst = async () => {
      const data = { ...payload.body, flags: flagsFor(answer) };
      return outcomeOf(
        await first(handle.id, token, { type: callback.message, data }, signal, payload.files),
      );
    };
    if (state && !state.first) {
      state.deferral[Symbol.dispose]();
      state.first = answerFirst();
      const outcome = await state.first;
      // A button's answer that was taken was most likely this one, its own answer lost.
      if (outcome === "answered" || (outcome === "taken" && kind === "button")) return true;
    }
    if ((await state?.first) === "dead" || clock.now() - handle.issuedAt > tokenLifeMs) return false;
    const original = () => webhook("GET", token, "/messages/@original", undefined, signal);
    if (kind === "button") {
      // Of a button that was put off, `@original` is the message it stands under.
      if (isStanding && (answersIn(await original(), handle) || (await isStanding()))) return true;
      return followUp(token, payload, answer, signal);
    }
    const stands = await original();
    if (stands.kind !== "ok") {
      if (state || clock.now() - handle.issuedAt > firstWithinMs) return false;
      return (await answerFirst()) !== "dead";
    }
    if (answer.visibility === "all" && isEphemeral(stands.body)) return false;
    return (await webhook("PATCH", token, "/messages/@original", payload, signal)).kind === "ok";
  }

  async function followUp(
    token: string,
    payload: Payload,
    answer: Response,
    signal: AbortSignal,
  ): Promise<boolean> {
    const body = { ...payload.body, flags: flagsFor(answer) };
    const sent = await webhook("POST", token, "", { ...payload, body }, signal);
    // It can neither be read back nor made twice without showing twice.
    if (sent.kind === "lost") log.warn({}, "the answer to a button may not have been shown");
    return sent.kind === "ok" || sent.kind === "lost";
  }

  async function removeOriginal(handle: ReplyHandle, signal: AbortSignal): Promise<void> {
    const { kind, token } = readHandle(handle);
    if (kind === "button" || clock.now() - handle.issuedAt > tokenLifeMs) return;
    await webhook("DELETE", token, "/messages/@original", undefined, signal);
  }

  return {
    arrived,
    async respond(handle, place, person, answer, mayStand, signal) {
      const shown = async () =>
        answer.visibility === "all" && (await isShown(api, channelOf(place), handle, signal));
      if (await answerInPlace(handle, answer, mayStand ? shown : undefined, signal)) return;
      if (mayStand && (await shown())) return;
      const key = { job: jobId(`reply-${handle.id}`), part: 0, mayStand: true, since: handle.issuedAt };
      const openly = (shown: Response) =>
        deps.post(
          place,
          payloadFor({ ...shown, text: `<@${person.id}> ${shown.text}` }, person.id),
          key,
          signal,
        );
      if (answer.visibility === "all" || place.kind === "dm") await openly(answer);
      else
        try {
          const direct = await deps.direct(place, person.id, signal);
          await deps.post(direct, payloadFor(answer), key, signal);
        } catch (error) {
          // what is for one person is not said before all, not even where nothing else is left
          if (!isParleyError(error, "place_forbidden")) throw error;
          await openly({ text: lateText, visibility: "all" });
        }
      await removeOriginal(handle, signal);
    },
    async open(handle, form) {
      const body = { type: callback.form, data: form };
      const answer = await first(handle.id, readHandle(handle).token, body, never);
      // One that was answered already most likely opened it, its own answer lost.
      return outcomeOf(answer) !== "dead";
    },
    async acknowledge(id, token) {
      await first(id, token, { type: callback.deferredUpdate }, never);
    },
    async suggest(id, token, choices) {
      const shown = choices.slice(0, 25).map(({ name, value }) => ({ name: name.slice(0, 100), value }));
      await first(id, token, { type: callback.choices, data: { choices: shown } }, never);
    },
  };
}

/** An answer too long for one message stands in a file as well, whole. */
function payloadFor(answer: Response, onePing?: string): Payload {
  const [text = "", ...more] = split(answer.text);
  const whole: OutFile = {
    name: "answer.md",
    mime: "text/markdown",
    bytes: new TextEncoder().encode(answer.text),
  };
  const files = [...(answer.files ?? []), ...(more.length > 0 ? [whole] : [])];
  return renderContent({ text, files, ...(answer.buttons ? { buttons: answer.buttons } : {}) }, onePing);
}

function flagsFor(answer: Response): number {
  return MessageFlags.SuppressEmbeds | (answer.visibility === "asker" ? MessageFlags.Ephemeral : 0);
}

function answersIn(stands: Answer, handle: ReplyHandle): boolean {
  return stands.kind === "ok" && answers(stands.body, handle);
}

function isEphemeral(message: unknown): boolean {
  const flags = message && typeof message === "object" && "flags" in message ? Number(message.flags) : 0;
  return (flags & MessageFlags.Ephemeral) !== 0;
}
