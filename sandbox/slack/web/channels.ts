import type { Channel, ChannelKind } from "../state/channel.ts";
import type { World } from "../world.ts";
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
