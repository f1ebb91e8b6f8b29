import { createArgs } from "../web/args.ts";
import { readContent } from "../web/content.ts";
import { scopeCheck } from "../web/method.ts";
import { Refusal } from "../web/refusal.ts";
import type { World } from "../world.ts";
import { change, remove } from "./change.ts";
import { post } from "./post.ts";

/** Where an answer to a command or an interaction goes. */
export interface AnswerPlace {
  channel: string;
  user: string;
  thread_ts?: string;
  /** The message whose button was pressed. */
  message?: { ts: string; ephemeral: boolean };
}

/** What became of an answer. */
export type Answered =
  | { kind: "nothing" }
  | { kind: "shown"; to: "asker" | "channel"; ts: string; text: string }
  | { kind: "replaced" | "deleted"; ts: string };

/**
 * Carries out a payload sent to a `response_url` or in an acknowledgement: seen by the asker alone unless it
 * says `in_channel`. @throws Refusal as `chat.postMessage` does.
 */
export function answer(world: World, place: AnswerPlace, payload: unknown): Answered {
  const raw = typeof payload === "string" ? { text: payload } : ((payload ?? {}) as Record<string, unknown>);
  if (Object.keys(raw).length === 0 || raw.text === "") {
    if (!raw.blocks && !raw.delete_original) return { kind: "nothing" };
  }
  const { state } = world;
  const original = place.message;
  if (raw.delete_original === true || raw.delete_original === "true") {
    if (!original) throw new Refusal("message_not_found");
    if (original.ephemeral) forgetEphemeral(world, place, original.ts);
    else {
      const message = state.messages.get(place.channel)?.get(original.ts);
      if (message) remove(world, message);
    }
    return { kind: "deleted", ts: original.ts };
  }
  const args = createArgs(raw);
  const content = readContent({ args, world, warn: () => {}, needScope: scopeCheck(world) });
  const replace = args.flag("replace_original") === true;
  if (replace && original) {
    if (original.ephemeral) {
      const shown = state.ephemerals.find((e) => e.channel === place.channel && e.message_ts === original.ts);
      if (shown) Object.assign(shown, { blocks: undefined, ...content });
    } else {
      const message = state.messages.get(place.channel)?.get(original.ts);
      if (message) change(world, message, { blocks: undefined, ...content });
    }
    return { kind: "replaced", ts: original.ts };
  }
  const threadTs = args.text("thread_ts") ?? place.thread_ts;
  const where = { channel: place.channel, ...content, ...(threadTs ? { thread_ts: threadTs } : {}) };
  if (args.text("response_type") === "in_channel") {
    const { botUserId, botId, id } = state.app;
    const message = post(world, { ...where, user: botUserId, bot_id: botId, app_id: id });
    return { kind: "shown", to: "channel", ts: message.ts, text: message.text };
  }
  const ts = world.mint.ts(place.channel);
  state.ephemerals.push({ ...where, user: place.user, message_ts: ts });
  return { kind: "shown", to: "asker", ts, text: content.text };
}

function forgetEphemeral(world: World, place: AnswerPlace, ts: string): void {
  const { ephemerals } = world.state;
  const at = ephemerals.findIndex((e) => e.channel === place.channel && e.message_ts === ts);
  if (at >= 0) ephemerals.splice(at, 1);
}
