import type { Channel } from "../world/channel.ts";
import type { Message } from "../world/message.ts";
import type { World } from "../world/world.ts";
import type { Permission } from "./permission-bits.ts";
import { may } from "./permissions.ts";
import { refuse } from "./refusal.ts";

/**
 * The channel, if the user may see it.
 * @throws Refusal 10003 where there is none, 50001 where it is hidden from this user.
 */
export function channelFor(world: World, userId: string, channelId: string): Channel {
  const channel = world.channels.get(channelId);
  if (!channel) throw refuse(10003);
  if (!may(world, userId, channel, "VIEW_CHANNEL")) throw refuse(50001);
  return channel;
}

/** @throws Refusal 50013 unless the user has all of these in the channel. */
export function need(world: World, userId: string, channel: Channel, ...names: Permission[]): void {
  if (!may(world, userId, channel, ...names)) throw refuse(50013);
}

/**
 * A message of this channel. Ephemeral ones are reachable through their interaction alone.
 * @throws Refusal 10008
 */
export function messageIn(world: World, channel: Channel, messageId: string): Message {
  const message = world.messages.get(messageId);
  if (!message || message.channel_id !== channel.id || message.ephemeralFor) throw refuse(10008);
  return message;
}
