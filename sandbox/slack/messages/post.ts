import type { Block, Message } from "../state/message.ts";
import { key } from "../state/state.ts";
import type { World } from "../world.ts";
import { announce } from "./announce.ts";
import { changedEvent } from "./change.ts";
import { scheduleUnfurl } from "./unfurl.ts";
import { messageEvent, wireMessage } from "./wire.ts";

/** A message without what posting gives it. */
export type Draft = Omit<Message, "ts" | "parent_user_id"> & {
  unfurl?: { links: boolean; media: boolean };
};

/** Stores a message and tells the app, with all the noise Slack makes about it. */
export function post(world: World, draft: Draft): Message {
  const { state } = world;
  const { unfurl, ...rest } = draft;
  const stored = state.messages.get(draft.channel) ?? new Map<string, Message>();
  state.messages.set(draft.channel, stored);
  const root = draft.thread_ts ? stored.get(draft.thread_ts) : undefined;
  const message: Message = {
    ...rest,
    ts: world.mint.ts(draft.channel),
    blocks: rest.blocks?.map((block) => withId(world, block)),
    parent_user_id: root?.user,
  };
  const rootBefore = root && wireMessage(world, root);
  stored.set(message.ts, message);
  if (message.thread_ts) {
    const name = key(message.channel, message.thread_ts);
    const replies = state.threads.get(name);
    if (replies) replies.push(message.ts);
    else state.threads.set(name, [message.ts]);
    // An app's message in a thread ends its "is thinking…" there.
    if (message.app_id === state.app.id) state.statuses.delete(name);
  }
  announce(world, message);
  if (root && rootBefore) repliedNoise(world, root, rootBefore, message);
  if (unfurl) scheduleUnfurl(world, message, unfurl);
  return message;
}

/** Blocks without an id are given one. */
export function withId(world: World, block: Block): Block {
  return { ...block, block_id: block.block_id ?? world.mint.secret().slice(-5) };
}

/**
 * A reply changes its root (reply_count and so on), which Slack reports as `message_changed`, and as
 * `message_replied`, whose `subtype` is missing over the Events API.
 * Source: CopilotKit#6717; docs.slack.dev/reference/events/message/message_replied ("Bug alert").
 */
function repliedNoise(world: World, root: Message, before: Record<string, unknown>, reply: Message): void {
  world.emit(changedEvent(world, root, before));
  const replies = world.state.threads.get(key(root.channel, root.ts)) ?? [];
  const stored = world.state.messages.get(root.channel);
  const eventTs = world.mint.ts(root.channel);
  const { channel_type } = messageEvent(world, reply);
  world.emit({
    type: "message",
    message: {
      ...wireMessage(world, root),
      replies: replies.map((ts) => ({ user: stored?.get(ts)?.user, ts })),
    },
    channel: root.channel,
    ts: eventTs,
    event_ts: eventTs,
    channel_type,
    hidden: true,
  });
}
