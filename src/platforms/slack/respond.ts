import type { Clock } from "../../core/clock.ts";
import { isParleyError, ParleyError } from "../../core/errors.ts";
import { jobId } from "../../core/ids.ts";
import type { Person, Place, ReplyHandle } from "../../core/inbound.ts";
import type { Response as Answer, Content, SendKey, Stood } from "../../core/platform.ts";
import type { Settle } from "../../core/settle.ts";
import type { SlackApi } from "./api.ts";
import { asFields, text } from "./fields.ts";
import { QUIET, renderContent } from "./render.ts";
import { HOOK_LIFE_MS, type ReplyHook } from "./reply-hook.ts";
import type { Posted, Sender } from "./send.ts";
import { isShutOut } from "./shut-out.ts";

/** One answer to one interaction. */
interface Reply {
  handle: ReplyHandle;
  place: Place;
  person: Person;
  /** An earlier attempt may have answered. */
  mayStand: boolean;
}

/** @returns what stands of it for all to see, where that is known. */
export type Respond = (reply: Reply, answer: Answer, signal: AbortSignal) => Promise<Stood | undefined>;

/**
 * Answers a command or a button, once however often it is asked to.
 * - Privately through `response_url`, or with `chat.postEphemeral` where there is none (commands written in a
 *   message), where it is dead, and in threads, of which it knows nothing.
 * - Openly as a message with a marker, so that it is never there twice; where an earlier attempt may have answered and
 *   Parley may not look, privately.
 * - What is for one person alone and can't be shown to them there reaches them directly.
 * - The message that was pressed is changed beside it.
 */
export function createRespond(deps: {
  api: SlackApi;
  hook: ReplyHook;
  sender: Sender;
  settle: Settle;
  clock: Clock;
  split(markdown: string): string[];
}): Respond {
  const { api, hook, sender, settle, clock } = deps;
  const given = new Map<string, { at: number; work: ReturnType<Respond> }>();

  async function privately(reply: Reply, content: Content, part: number, signal: AbortSignal): Promise<void> {
    const { handle, place, person } = reply;
    const { link_names, parse } = QUIET;
    const message = { ...renderContent(content), link_names, parse };
    if (!place.thread && (await hook.post(handle, { ...message, response_type: "ephemeral" }, signal)))
      return;
    const where = { channel: place.channel, ...(place.thread ? { thread_ts: place.thread } : {}) };
    try {
      await api.call("chat.postEphemeral", { ...message, ...where, user: person.id }, "once", signal);
    } catch (error) {
      if (!isShutOut(error)) throw error;
      // Whoever has left the place, or shut Parley out of it, is answered alone all the same.
      if (await hook.post(handle, { ...message, response_type: "ephemeral" }, signal)) return;
      const key: SendKey = { job: jobId(`reply ${handle.id}`), part, mayStand: reply.mayStand };
      await sender.send(await directly(place, person, signal), content, key, signal);
    }
  }

  /** @returns undefined where only `response_url` could say it, or it went to one person. */
  async function openly(
    reply: Reply,
    content: Content,
    part: number,
    signal: AbortSignal,
  ): Promise<Posted | undefined> {
    const { handle, place, person, mayStand } = reply;
    const key: SendKey = { job: jobId(`reply ${handle.id}`), part, mayStand };
    try {
      return await sender.send(place, content, key, signal);
    } catch (error) {
      // A slash command works in channels that Parley is not in: there only the address lets it speak.
      if (!isShutOut(error) && !isShutOut((error as Error).cause)) throw error;
      const response_type = mayStand ? "ephemeral" : "in_channel";
      const message = { ...QUIET, ...renderContent(content), response_type };
      const isText = content.files?.every((file) => file.illustrates) ?? true;
      if (isText && (await hook.post(handle, message, signal))) return undefined;
      await sender.send(await directly(place, person, signal), content, key, signal);
      return undefined;
    }
  }

  async function directly(place: Place, person: Person, signal: AbortSignal): Promise<Place> {
    const answer = await api.call("conversations.open", { users: person.id }, "idempotent", signal);
    const channel = text(asFields(answer.channel), "id");
    if (!channel) throw new ParleyError("place_forbidden", "Slack opens no direct message with this person");
    return { platform: "slack", workspace: place.workspace, channel, kind: "dm" };
  }

  /** The message that was pressed is changed while the answer is given, so that neither waits for the other. */
  async function give(reply: Reply, answer: Answer, signal: AbortSignal): Promise<Stood | undefined> {
    const { settled, text } = answer;
    if (settled === undefined) return say(reply, answer, signal);
    const settling = settle(reply.handle, reply.place, settled, signal);
    if (text !== "") return (await Promise.all([say(reply, answer, signal), settling]))[0];
    return (await settling) ? undefined : say(reply, { ...answer, text: settled }, signal);
  }

  async function say(reply: Reply, answer: Answer, signal: AbortSignal): Promise<Stood | undefined> {
    const isPrivate = answer.visibility === "asker";
    const files = (answer.files ?? []).filter((file) => !(isPrivate && file.illustrates));
    // Files cannot be shown to one person in a channel, so they go to that person directly.
    const to =
      isPrivate && files.length > 0
        ? { ...reply, place: await directly(reply.place, reply.person, signal) }
        : reply;
    const parts = deps.split(answer.text);
    if (parts.length === 0) parts.push("");
    const stood: (Posted | undefined)[] = [];
    for (const [part, body] of parts.entries()) {
      const isLast = part === parts.length - 1;
      const content: Content = {
        text: body,
        ...(isLast && files.length > 0 ? { files } : {}),
        ...(isLast && answer.buttons ? { buttons: answer.buttons } : {}),
      };
      if (isPrivate && files.length === 0) await privately(to, content, part, signal);
      else stood.push(await openly(to, content, part, signal));
    }
    const known = stood.filter((one) => one !== undefined);
    if (isPrivate || known.length < parts.length) return undefined;
    return { ids: known.map((one) => one.ts), files: known.flatMap((one) => one.files) };
  }

  return (reply, answer, signal) => {
    const now = clock.now();
    for (const [id, { at }] of given) {
      if (now - at < HOOK_LIFE_MS) break;
      given.delete(id);
    }
    const { id } = reply.handle;
    const earlier = given.get(id);
    if (earlier) return earlier.work;
    const work = give(reply, answer, signal);
    given.set(id, { at: now, work });
    // What failed for certain may be tried again, and what can be looked for.
    work.catch((error: unknown) => {
      if (!isParleyError(error, "outcome_unknown") || error.retryable) given.delete(id);
    });
    return work;
  };
}
