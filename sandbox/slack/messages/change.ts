import type { Message } from "../state/message.ts";
import { key } from "../state/state.ts";
import type { InnerEvent, World } from "../world.ts";
import { announceMention } from "./announce.ts";
import { messageEvent, type WireMessage, wireMessage } from "./wire.ts";

/** `message_changed` for a message that was `before`. Sent for edits, replies, unfurls and the end of a stream alike. */
export function changedEvent(world: World, message: Message, before: Record<string, unknown>): InnerEvent {
  const eventTs = world.mint.ts(message.channel);
  const { channel_type } = messageEvent(world, message);
  const { team } = world.state;
  return {
    type: "message",
    subtype: "message_changed",
    hidden: true,
    message: { ...wireMessage(world, message), source_team: team.id, user_team: team.id },
    previous_message: before,
    channel: message.channel,
    ts: eventTs,
    event_ts: eventTs,
    channel_type,
  };
}

/** Changes a message in place and tells the app. */
export function change(world: World, message: Message, fields: Partial<Message>): void {
  const before = wireMessage(world, message);
  const metadataBefore = message.metadata;
  Object.assign(message, fields);
  world.emit(changedEvent(world, message, before));
  if (fields.edited) announceMention(world, message, messageEvent(world, message));
  if (fields.metadata !== undefined && fields.metadata !== metadataBefore) {
    world.emit({
      type: "message_metadata_updated",
      channel_id: message.channel,
      event_ts: world.mint.ts(message.channel),
      previous_metadata: metadataBefore ?? null,
      app_id: message.app_id,
      bot_id: message.bot_id,
      user_id: message.user,
      team_id: world.state.team.id,
      message_ts: message.ts,
      metadata: message.metadata,
    });
  }
}

/** Deletes a message. A root with replies stays as a tombstone, which Slack reports as a change. */
export function remove(world: World, message: Message): void {
  const { state } = world;
  const before = wireMessage(world, message);
  const { channel_type } = messageEvent(world, message);
  const stored = state.messages.get(message.channel);
  const replies = state.threads.get(key(message.channel, message.ts)) ?? [];
  if (replies.length > 0) {
    const tombstone: Message = {
      channel: message.channel,
      ts: message.ts,
      subtype: "tombstone",
      text: "This message was deleted.",
      user: "USLACKBOT",
      extra: { hidden: true },
    };
    stored?.set(message.ts, tombstone);
    world.emit(changedEvent(world, tombstone, before));
  } else {
    stored?.delete(message.ts);
    if (message.thread_ts) forgetReply(world, message);
    world.emit(deletedEvent(world, message, before, channel_type));
  }
  if (message.metadata) {
    const eventTs = world.mint.ts(message.channel);
    world.emit({
      type: "message_metadata_deleted",
      channel_id: message.channel,
      event_ts: eventTs,
      previous_metadata: message.metadata,
      app_id: message.app_id,
      bot_id: message.bot_id,
      user_id: message.user,
      team_id: state.team.id,
      message_ts: message.ts,
      deleted_ts: eventTs,
    });
  }
}

function forgetReply(world: World, message: Message): void {
  const name = key(message.channel, message.thread_ts ?? "");
  const left = (world.state.threads.get(name) ?? []).filter((ts) => ts !== message.ts);
  if (left.length > 0) world.state.threads.set(name, left);
  else world.state.threads.delete(name);
}

function deletedEvent(world: World, message: Message, before: WireMessage, channelType: unknown): InnerEvent {
  const eventTs = world.mint.ts(message.channel);
  return {
    type: "message",
    subtype: "message_deleted",
    hidden: true,
    deleted_ts: message.ts,
    channel: message.channel,
    previous_message: before,
    ts: eventTs,
    event_ts: eventTs,
    channel_type: channelType,
  };
}
