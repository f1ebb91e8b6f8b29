import { channelType } from "../state/channel.ts";
import type { Message } from "../state/message.ts";
import { key, type SlackState } from "../state/state.ts";
import type { World } from "../world.ts";
import { wireFile } from "./wire-file.ts";

export type WireMessage = { type: "message"; ts: string; text: string } & Record<string, unknown>;

/**
 * A message as `conversations.history` shows it.
 * @param metadata whether to show the message's metadata (`include_all_metadata`)
 */
export function wireMessage(world: World, message: Message, metadata = false): WireMessage {
  const { state } = world;
  const bot = message.bot_id && !message.username ? botProfile(state, message.bot_id) : undefined;
  const wire: Record<string, unknown> = {
    type: "message",
    subtype: message.subtype,
    user: message.user,
    ts: message.ts,
    client_msg_id: message.client_msg_id,
    text: message.text,
    team: message.user ? state.team.id : undefined,
    bot_id: message.bot_id,
    app_id: message.app_id,
    bot_profile: bot,
    username: message.username,
    icons: message.icons,
    blocks: message.blocks,
    attachments: message.attachments,
    files: message.files?.map((id) => wireFile(world, id)),
    edited: message.edited,
    reactions: message.reactions?.map((r) => ({ ...r, count: r.users.length })),
    streaming_state: message.streaming_state,
    metadata: metadata ? message.metadata : undefined,
    ...threadFields(state, message),
    ...message.extra,
  };
  if (message.files) {
    wire.upload = true;
    wire.display_as_bot = false;
  }
  return pruned(wire) as WireMessage;
}

/** A message as a `message` event carries it. `event_ts` is the message's own `ts` unless the event is a later one. */
export function messageEvent(world: World, message: Message): WireMessage {
  const channel = world.state.channels.get(message.channel);
  const wire = wireMessage(world, message);
  return {
    ...wire,
    channel: message.channel,
    event_ts: message.ts,
    channel_type: channel ? channelType(channel.kind) : "channel",
  };
}

export function botProfile(state: SlackState, botId: string): Record<string, unknown> {
  const bot = [...state.users.values()].find((user) => user.botId === botId);
  const icon = (size: number) => `https://a.slack-edge.com/80588/img/plugins/app/bot_${size}.png`;
  return {
    id: botId,
    deleted: false,
    name: bot?.realName ?? botId,
    updated: 1_700_000_000,
    app_id: bot?.appId,
    icons: { image_36: icon(36), image_48: icon(48), image_72: icon(72) },
    team_id: state.team.id,
  };
}

function threadFields(state: SlackState, message: Message): Record<string, unknown> {
  if (message.thread_ts && message.thread_ts !== message.ts) {
    return { thread_ts: message.thread_ts, parent_user_id: message.parent_user_id };
  }
  const replies = state.threads.get(key(message.channel, message.ts));
  if (!replies || replies.length === 0) return {};
  const stored = state.messages.get(message.channel);
  const users = new Set(replies.map((ts) => stored?.get(ts)?.user).filter((user) => user !== undefined));
  return {
    thread_ts: message.ts,
    reply_count: replies.length,
    reply_users_count: users.size,
    latest_reply: replies.at(-1),
    reply_users: [...users],
    is_locked: false,
    subscribed: false,
  };
}

function pruned(wire: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(wire).filter(([, value]) => value !== undefined));
}
