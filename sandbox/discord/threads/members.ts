import { may } from "../access/permissions.ts";
import type { Thread } from "../world/channel.ts";
import type { Parts } from "../world/parts.ts";
import { tellThread } from "./tell.ts";

/** Adds a user who may see the parent channel; nothing happens to one who is in already. */
export function joinThread(parts: Parts, thread: Thread, userId: string): void {
  const { world, hub, views } = parts;
  const parent = world.channels.get(thread.parent_id);
  if (thread.members.has(userId) || !parent || !may(world, userId, parent, "VIEW_CHANNEL")) return;
  thread.members.set(userId, {
    id: thread.id,
    user_id: userId,
    join_timestamp: new Date(world.clock.now()).toISOString(),
    flags: 0,
  });
  // An app is told of a thread again whenever it is added to it (discord docs: topics/threads "Thread Access").
  if (userId === world.application.botId) tellThread(parts, "THREAD_CREATE", thread, false);
  hub.emit({
    name: "THREAD_MEMBERS_UPDATE",
    guildId: thread.guild_id,
    channelId: thread.id,
    aboutUserId: userId,
    data: {
      id: thread.id,
      guild_id: thread.guild_id,
      member_count: Math.min(thread.members.size, 50),
      added_members: [{ ...views.threadMember(thread, userId, thread.guild_id), presence: null }],
    },
  });
}

/** Takes a user out of a thread; nothing happens to one who is not in it. */
export function leaveThread({ world, hub }: Parts, thread: Thread, userId: string): void {
  if (!thread.members.has(userId)) return;
  const happening = {
    name: "THREAD_MEMBERS_UPDATE",
    guildId: thread.guild_id,
    aboutUserId: userId,
    data: {
      id: thread.id,
      guild_id: thread.guild_id,
      member_count: Math.min(thread.members.size - 1, 50),
      removed_member_ids: [userId],
    },
  };
  // Told while the bot still sees the thread, for it may be the bot that goes.
  if (userId === world.application.botId) hub.emit(happening);
  else hub.emit({ ...happening, channelId: thread.id });
  thread.members.delete(userId);
}
