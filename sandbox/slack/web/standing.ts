import type { Channel } from "../state/channel.ts";
import type { Message } from "../state/message.ts";
import type { World } from "../world.ts";
import { Refusal } from "./refusal.ts";

/** @throws Refusal `message_not_found`, also for what only its replies keep in place */
export function messageAt(world: World, channel: Channel, ts: string | undefined): Message {
  const message = ts ? world.state.messages.get(channel.id)?.get(ts) : undefined;
  if (!message || message.subtype === "tombstone") throw new Refusal("message_not_found");
  return message;
}

/**
 * Checks where a reply hangs. Threads do not nest: a reply's own `ts` is refused as a root.
 * Source: @slack/web-api `types/request/chat.ts` (`ThreadTS`).
 */
export function threadRoot(world: World, channel: Channel, ts: string | undefined): string | undefined {
  if (ts === undefined || ts === "") return undefined;
  const root = world.state.messages.get(channel.id)?.get(ts);
  if (!root) throw new Refusal("thread_not_found");
  if (root.thread_ts && root.thread_ts !== root.ts) throw new Refusal("cannot_reply_to_message");
  return ts;
}
