import { may } from "../access/permissions.ts";
import type { Channel, Thread } from "../world/channel.ts";
import type { Json } from "../world/message.ts";
import type { Member, User } from "../world/user.ts";
import type { World } from "../world/world.ts";

/** Users, members and channels as they go over the wire. */
export interface Views {
  user(id: string): User;
  member(guildId: string, member: Member): Json;
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
  return {
    user,
    member,
    threadMember,
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
}

/** Threads of a guild that are not archived and that this user may see, newest first. */
export function activeThreads(world: World, guildId: string, viewerId: string): Thread[] {
  const threads = [...world.channels.values()].filter((one): one is Thread => one.kind === "thread");
  return threads
    .filter((one) => one.guild_id === guildId && !one.thread_metadata.archived)
    .filter((one) => may(world, viewerId, one, "VIEW_CHANNEL"))
    .sort((a, b) => (BigInt(a.id) < BigInt(b.id) ? 1 : -1));
}
