import type { Channel, ChannelKind } from "../state/channel.ts";
import type { Message } from "../state/message.ts";
import type { World } from "../world.ts";
import type { Call } from "./method.ts";
import { Refusal } from "./refusal.ts";

const FAMILY: Readonly<Record<ChannelKind, string>> = {
  public: "channels",
  private: "groups",
  im: "im",
  mpim: "mpim",
};

/** `channels:history` for a public channel, `im:history` for a direct message, and so on. */
export function kindScope(kind: ChannelKind, right: "history" | "read"): string {
  return `${FAMILY[kind]}:${right}`;
}

export function inChannel(world: World, channel: Channel): boolean {
  return channel.members.has(world.state.app.botUserId);
}

/** A channel as far as the app may know of it: private ones and direct messages only from inside. */
export function visibleChannel(world: World, id: string | undefined): Channel {
  const channel = id ? world.state.channels.get(id) : undefined;
  if (!channel || (channel.kind !== "public" && !inChannel(world, channel))) {
    throw new Refusal("channel_not_found");
  }
  return channel;
}

/** Where a message goes: by id, by `#name`, or to a person's direct message by their id. */
export function target(call: Call, id: string): Channel {
  const { world } = call;
  const { state } = world;
  if (state.users.has(id)) return openIm(world, id);
  const name = id.replace(/^#/, "");
  const named = [...state.channels.values()].find((channel) => channel.name === name && name !== "");
  const channel = visibleChannel(world, named?.id ?? id);
  if (channel.archived) throw new Refusal("is_archived");
  if (!inChannel(world, channel) && !state.app.scopes.has("chat:write.public")) {
    throw new Refusal("not_in_channel");
  }
  if (channel.kind === "im" && !state.app.manifest.features?.app_home?.messages_tab_enabled) {
    throw new Refusal("messages_tab_disabled");
  }
  return channel;
}

/** The direct message between the app and a person, opened if there is none. */
export function openIm(world: World, userId: string): Channel {
  const { state, mint, clock } = world;
  const { botUserId } = state.app;
  const found = [...state.channels.values()].find(
    (channel) => channel.kind === "im" && channel.members.has(userId) && channel.members.has(botUserId),
  );
  if (found) return found;
  const channel: Channel = {
    id: mint.id("D"),
    name: "",
    kind: "im",
    members: new Set([userId, botUserId]),
    creator: userId,
    created: Math.trunc(clock.now() / 1_000),
    archived: false,
    general: false,
    topic: "",
    purpose: "",
  };
  state.channels.set(channel.id, channel);
  state.messages.set(channel.id, new Map());
  return channel;
}

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
