import { post } from "../messages/post.ts";
import type { Channel } from "../state/channel.ts";
import type { World } from "../world.ts";

/** Puts someone into a channel: the line everyone sees, and the event. */
export function enter(world: World, channel: Channel, userId: string, inviter?: string): void {
  if (channel.members.has(userId)) return;
  channel.members.add(userId);
  const { team } = world.state;
  const message = post(world, {
    channel: channel.id,
    user: userId,
    subtype: channel.kind === "private" ? "group_join" : "channel_join",
    text: `<@${userId}> has joined the channel`,
    extra: inviter ? { inviter } : {},
  });
  world.emit({
    type: "member_joined_channel",
    user: userId,
    channel: channel.id,
    channel_type: channel.kind === "private" ? "G" : "C",
    team: team.id,
    ...(inviter ? { inviter } : {}),
    event_ts: message.ts,
  });
}

/** Takes someone out of a channel, of their own will or not. */
export function exit(world: World, channel: Channel, userId: string): void {
  if (!channel.members.has(userId)) return;
  const message = post(world, {
    channel: channel.id,
    user: userId,
    subtype: channel.kind === "private" ? "group_leave" : "channel_leave",
    text: `<@${userId}> has left the channel`,
  });
  channel.members.delete(userId);
  world.emit({
    type: "member_left_channel",
    user: userId,
    channel: channel.id,
    channel_type: channel.kind === "private" ? "G" : "C",
    team: world.state.team.id,
    event_ts: message.ts,
  });
}
