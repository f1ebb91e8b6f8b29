import { MessageFlags } from "discord.js";
import type { Clock } from "../../core/clock.ts";
import { isParleyError } from "../../core/errors.ts";
import { jobId } from "../../core/ids.ts";
import type { Person, Place, ReplyHandle } from "../../core/inbound.ts";
import type { Log } from "../../core/log.ts";
import type { Choice, Content, OutFile, Response, SendKey, Stood } from "../../core/platform.ts";
import type { Answer } from "./answer.ts";
import type { Api } from "./api.ts";
import { isShown, readStood } from "./find-reply.ts";
import { callback, createFirstAnswers, type FirstAnswers } from "./first-answer.ts";
import { createInteractionWebhook } from "./interaction-webhook.ts";
import { channelOf } from "./known.ts";
import { removeWaiting } from "./remove-waiting.ts";
import { type Payload, renderContent } from "./render.ts";
import { readHandle, tokenLifeMs } from "./reply-handle.ts";
import { answers } from "./reply-messages.ts";
import { createSettle } from "./settle.ts";
import { split } from "./text-out.ts";

export interface InteractionDeps {
  api: Api;
  clock: Clock;
  log: Log;
  applicationId(): Promise<string>;
  /** Posts a message for all to see, once for this key. */
  post(place: Place, payload: Payload, key: SendKey, signal: AbortSignal): Promise<string>;
  /** Replaces a message of Parley's own. */
  edit(place: Place, id: string, content: Content, signal: AbortSignal): Promise<unknown>;
  /** Where this person alone reads. @throws `place_forbidden` where they don't let Parley write to them. */
  direct(place: Place, person: string, signal: AbortSignal): Promise<Place>;
}

/** Answers commands and buttons in the time Discord gives: 3 s for the first word, 15 min for the rest. */
export interface Interactions {
  arrived: FirstAnswers["arrived"];
  respond(
    handle: ReplyHandle,
    place: Place,
    person: Person,
    answer: Response,
    mayStand: boolean,
    signal: AbortSignal,
  ): Promise<Stood | undefined>;
  /**
   * Opens a form: only ever a first answer, so nothing asks Discord to wait for it.
   * @returns false where it came too late or was refused.
   */
  open(handle: ReplyHandle, form: object): Promise<boolean>;
  /** Acknowledges a component that nothing will answer. */
  acknowledge(id: string, token: string): Promise<void>;
  suggest(id: string, token: string, choices: readonly Choice[]): Promise<void>;
}

const lateText = "My answer came too late to be shown to you alone. Please ask for it again.";

export function createInteractions(deps: InteractionDeps): Interactions {
  const { api, log } = deps;
  const firsts = createFirstAnswers(deps);
  const webhook = createInteractionWebhook(deps);
  const settle = createSettle({ ...deps, firsts, webhook });
  const never = new AbortController().signal;

  /** Whether the answer came to stand by the interaction's own means. */
  async function answerInPlace(
    handle: ReplyHandle,
    answer: Response,
    isStanding: (() => Promise<boolean>) | undefined,
    signal: AbortSignal,
  ): Promise<boolean> {
    const { kind, token } = readHandle(handle);
    const payload = payloadFor(answer);
    const message = { type: callback.message, data: { ...payload.body, flags: flagsFor(answer) } };
    const outcome = await firsts.giveIfNone(handle, message, signal, payload.files);
    // A button's answer that was taken was most likely this one, its own answer lost.
    if (outcome === "answered" || (outcome === "taken" && kind === "button")) return true;
    if (await firsts.isDead(handle)) return false;
    const original = () => webhook.original("GET", handle, undefined, signal);
    if (kind === "button") {
      // Of a button that was put off, `@original` is the message it stands under.
      if (isStanding && (answersIn(await original(), handle) || (await isStanding()))) return true;
      return followUp(handle, payload, answer, signal);
    }
    const stands = await original();
    if (stands.kind !== "ok") {
      if (!firsts.mayBeOpen(handle)) return false;
      return (await firsts.give(handle.id, token, message, signal, payload.files)) !== "dead";
    }
    const isAlone = isEphemeral(stands.body);
    if (answer.visibility === "all" && isAlone) return false;
    if (answer.visibility === "asker" && !isAlone) {
      // all were shown that somebody waits, and would be shown the answer: it follows alone
      await webhook.original("DELETE", handle, undefined, signal);
      return followUp(handle, payload, answer, signal);
    }
    return (await webhook.original("PATCH", handle, payload, signal)).kind === "ok";
  }

  async function followUp(
    handle: ReplyHandle,
    payload: Payload,
    answer: Response,
    signal: AbortSignal,
  ): Promise<boolean> {
    const body = { ...payload.body, flags: flagsFor(answer) };
    const sent = await webhook.post(handle, { ...payload, body }, signal);
    // It can neither be read back nor made twice without showing twice.
    if (sent.kind === "lost") log.warn({}, "the answer to an interaction may not have been shown");
    return sent.kind === "ok" || sent.kind === "lost";
  }

  async function removeOriginal(handle: ReplyHandle, place: Place, signal: AbortSignal): Promise<void> {
    const { kind } = readHandle(handle);
    if (kind === "button") return;
    if (deps.clock.now() - handle.issuedAt <= tokenLifeMs)
      await webhook.original("DELETE", handle, undefined, signal);
    else await removeWaiting(api, channelOf(place), handle, signal);
  }

  /** Changes the message that was pressed. @returns what is left to say. */
  async function settled(
    handle: ReplyHandle,
    place: Place,
    answer: Response,
    signal: AbortSignal,
  ): Promise<Response | undefined> {
    if (answer.settled === undefined) return answer;
    const isSettled = await settle(handle, place, answer.settled, signal);
    if (answer.text !== "") return answer;
    return isSettled ? undefined : { ...answer, text: answer.settled };
  }

  /** Says it by the interaction's own means, or else by a message. @returns the id of such a message. */
  async function say(
    handle: ReplyHandle,
    place: Place,
    person: Person,
    answer: Response,
    mayStand: boolean,
    signal: AbortSignal,
  ): Promise<string | undefined> {
    const shown = async () =>
      answer.visibility === "all" && (await isShown(api, channelOf(place), handle, signal));
    if (await answerInPlace(handle, answer, mayStand ? shown : undefined, signal)) return undefined;
    if (mayStand && (await shown())) return undefined;
    const key = { job: jobId(`reply-${handle.id}`), part: 0, mayStand: true, since: handle.issuedAt };
    const openly = (shown: Response) =>
      deps.post(
        place,
        payloadFor({ ...shown, text: `<@${person.id}> ${shown.text}` }, person.id),
        key,
        signal,
      );
    let posted: string | undefined;
    if (answer.visibility === "all" || place.kind === "dm") posted = await openly(answer);
    else
      try {
        const direct = await deps.direct(place, person.id, signal);
        await deps.post(direct, payloadFor(answer), key, signal);
      } catch (error) {
        // what is for one person is not said before all, not even where nothing else is left
        if (!isParleyError(error, "place_forbidden")) throw error;
        await openly({ text: lateText, visibility: "all" });
      }
    await removeOriginal(handle, place, signal);
    return posted;
  }

  return {
    arrived: firsts.arrived,
    async respond(handle, place, person, given, mayStand, signal) {
      const answer = await settled(handle, place, given, signal);
      if (!answer) return undefined;
      const posted = await say(handle, place, person, answer, mayStand, signal);
      if (answer.kept === undefined || answer.visibility !== "all") return undefined;
      return readStood(api, channelOf(place), handle, posted, signal);
    },
    async open(handle, form) {
      const body = { type: callback.form, data: form };
      // One that was answered already most likely opened it, its own answer lost.
      return (await firsts.give(handle.id, readHandle(handle).token, body, never)) !== "dead";
    },
    async acknowledge(id, token) {
      await firsts.give(id, token, { type: callback.deferredUpdate }, never);
    },
    async suggest(id, token, choices) {
      const shown = choices.slice(0, 25).map(({ name, value }) => ({ name: name.slice(0, 100), value }));
      await firsts.give(id, token, { type: callback.choices, data: { choices: shown } }, never);
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
