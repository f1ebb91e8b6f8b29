import { permission } from "../access/permission-bits.ts";
import { may } from "../access/permissions.ts";
import type { Channel, GuildChannel, Thread } from "../world/channel.ts";
import type { Json } from "../world/message.ts";
import type { Member, User } from "../world/user.ts";
import type { World } from "../world/world.ts";

/** The channel flag CHANNEL_OBFUSCATED. */
const obfuscated = 1 << 17;

/** Users, members and channels as they go over the wire. */
export interface Views {
  user(id: string): User;
  member(guildId: string, member: Member): Json;
  /**
   * A channel of a guild's list as the gateway shows it to this viewer: since 2026-11-16 one that the viewer may not
   * see tells nothing but its place (discord docs: resources/channel "Obfuscated Channels", change-log).
   */
  listed(channel: GuildChannel, viewerId: string): Json;
  /** `viewerId`: threads say whether the viewer has joined, DMs leave the viewer out of the recipients. */
  channel(channel: Channel, viewerId: string): Json;
  threadMember(thread: Thread, userId: string, guildId?: string): Json;
}

export function createViews(world: World): Views {
  const user = (id: string): User => {
    const found = world.users.get(id);
    if (!found) throw new Error(`the sandbox knows no user ${id}`);
    return { ...found };
  };
  const member = (_guildId: string, { userId, ...rest }: Member): Json => ({ ...rest, user: user(userId) });
  const threadMember = (thread: Thread, userId: string, guildId?: string): Json => {
    const joined = thread.members.get(userId);
    if (!joined) throw new Error(`user ${userId} is not in thread ${thread.id}`);
    const known = guildId ? world.members.get(guildId)?.get(userId) : undefined;
    return { ...joined, ...(known && guildId ? { member: member(guildId, known) } : {}) };
  };
  const views: Views = {
    user,
    member,
    threadMember,
    listed(channel, viewerId) {
      const shown = views.channel(channel, viewerId);
      if (may(world, viewerId, channel, "VIEW_CHANNEL")) return shown;
      const hiding = { id: channel.guild_id, type: 0, allow: "0", deny: permission.VIEW_CHANNEL.toString() };
      return {
        ...shown,
        name: "___hidden___",
        topic: null,
        last_message_id: null,
        last_pin_timestamp: null,
        rate_limit_per_user: 0,
        nsfw: false,
        permission_overwrites: [hiding],
        flags: channel.flags | obfuscated,
      };
    },
    channel(channel, viewerId) {
      if (channel.kind === "dm") {
        const { id, type, last_message_id, last_pin_timestamp, flags } = channel;
        const recipients = channel.recipientIds.filter((one) => one !== viewerId).map(user);
        return { id, type, last_message_id, last_pin_timestamp, flags, recipients };
      }
      if (channel.kind === "thread") {
        const { kind: _, members, ...rest } = channel;
        return {
          ...rest,
          thread_metadata: { ...rest.thread_metadata },
          // Discord stops counting at 50 (discord docs: resources/channel "Channel Object").
          member_count: Math.min(members.size, 50),
          bitrate: 64_000,
          user_limit: 0,
          rtc_region: null,
          ...(members.has(viewerId) ? { member: threadMember(channel, viewerId) } : {}),
        };
      }
      const { kind: _, ...rest } = channel;
      const overwrites = rest.permission_overwrites.map((one) => ({ ...one }));
      return {
        ...rest,
        permission_overwrites: overwrites,
        theme_color: null,
        icon_emoji: null,
        ...(channel.type === 2 ? { rtc_region: null, voice_background_display: null } : {}),
      };
    },
  };
  return views;
}

/** Threads of a guild that are not archived and that this user may see, newest first. */
export function activeThreads(world: World, guildId: string, viewerId: string): Thread[] {
  const threads = [...world.channels.values()].filter((one): one is Thread => one.kind === "thread");
  return threads
    .filter((one) => one.guild_id === guildId && !one.thread_metadata.archived)
    .filter((one) => may(world, viewerId, one, "VIEW_CHANNEL"))
    .sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? 1 : -1));
}
