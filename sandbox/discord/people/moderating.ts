import { permission } from "../access/permission-bits.ts";
import { channelPermissions, guildPermissions } from "../access/permissions.ts";
import { refuse } from "../access/refusal.ts";
import { channelFor, messageIn, need } from "../access/rules.ts";
import { tellingAccess } from "../guilds/access-change.ts";
import { newGuildChannel, tellChannel } from "../guilds/channels.ts";
import { deleteChannel } from "../guilds/delete-channel.ts";
import { needInGuild, removeMember, tellMember } from "../guilds/members.ts";
import { setOverwrite } from "../guilds/overwrites.ts";
import { setPinned } from "../messages/pins.ts";
import { addToThread, changeThread, removeFromThread, type ThreadPatch } from "../threads/change.ts";
import type { Channel, GuildChannel, Overwrite, Thread } from "../world/channel.ts";
import type { Parts } from "../world/parts.ts";

/** What people with rights do to channels, threads and one another. Refusals are thrown. */
export interface ModeratingActions {
  pin(messageId: string, pinned?: boolean): void;
  changeThread(threadId: string, patch: ThreadPatch): void;
  /** Adds somebody to a thread; oneself, if nobody is named. */
  joinThread(threadId: string, userId?: string): void;
  leaveThread(threadId: string, userId?: string): void;
  createChannel(guildId: string, name: string, overwrites?: Overwrite[]): GuildChannel;
  deleteChannel(channelId: string): void;
  setOverwrite(channelId: string, overwrite: Overwrite): void;
  /** Puts a member out of the guild; leaving it oneself needs no right. */
  kick(guildId: string, userId: string): void;
  setRoles(guildId: string, userId: string, roleIds: readonly string[]): void;
  /** Silences a member until then (milliseconds since the Unix epoch), or lets them speak again. */
  timeOut(guildId: string, userId: string, until: number | null): void;
}

export function moderatingActions(parts: Parts, actorId: string): ModeratingActions {
  const { world } = parts;
  const threadOf = (id: string): Thread => {
    const channel: Channel = channelFor(world, actorId, id);
    if (channel.kind !== "thread") throw refuse(50024);
    return channel;
  };
  const memberOf = (guildId: string, userId: string) => {
    const member = world.members.get(guildId)?.get(userId);
    if (!member) throw refuse(10007);
    return member;
  };
  return {
    pin(messageId, pinned = true) {
      const found = world.messages.get(messageId);
      if (!found) throw refuse(10008);
      const channel = channelFor(world, actorId, found.channel_id);
      setPinned(parts, actorId, channel, messageIn(world, channel, messageId), pinned);
    },
    changeThread: (threadId, patch) => changeThread(parts, actorId, threadOf(threadId), patch),
    joinThread: (threadId, userId = actorId) => addToThread(parts, actorId, threadOf(threadId), userId),
    leaveThread: (threadId, userId = actorId) => removeFromThread(parts, actorId, threadOf(threadId), userId),
    createChannel(guildId, name, overwrites = []) {
      needInGuild(parts, actorId, guildId, "MANAGE_CHANNELS");
      const channel = newGuildChannel(world, guildId, name, 0, overwrites);
      tellChannel(parts, "CHANNEL_CREATE", channel);
      return channel;
    },
    deleteChannel: (channelId) => deleteChannel(parts, actorId, channelFor(world, actorId, channelId)),
    setOverwrite(channelId, overwrite) {
      const channel = channelFor(world, actorId, channelId);
      if (channel.kind !== "guild") throw refuse(50024);
      need(world, actorId, channel, "MANAGE_ROLES");
      const wanted = BigInt(overwrite.allow) | BigInt(overwrite.deny);
      if (wanted & ~channelPermissions(world, actorId, channel)) throw refuse(50013);
      setOverwrite(parts, channel, overwrite.id, overwrite);
    },
    kick(guildId, userId) {
      memberOf(guildId, userId);
      if (userId !== actorId) {
        needInGuild(parts, actorId, guildId, "KICK_MEMBERS");
        needAbove(parts, actorId, guildId, userId);
      }
      removeMember(parts, guildId, userId);
    },
    setRoles(guildId, userId, roleIds) {
      const member = memberOf(guildId, userId);
      needInGuild(parts, actorId, guildId, "MANAGE_ROLES");
      if (roleIds.some((id) => !world.roles.get(guildId)?.has(id))) throw refuse(10011);
      tellingAccess(parts, () => {
        member.roles = [...roleIds];
        tellMember(parts, guildId, userId);
      });
    },
    timeOut(guildId, userId, until) {
      const member = memberOf(guildId, userId);
      needInGuild(parts, actorId, guildId, "MODERATE_MEMBERS");
      needAbove(parts, actorId, guildId, userId);
      if (guildPermissions(world, userId, guildId) & permission.ADMINISTRATOR) throw refuse(50013);
      member.communication_disabled_until = until === null ? null : new Date(until).toISOString();
      tellMember(parts, guildId, userId);
    },
  };
}

/** @throws Refusal 50013 unless the actor's highest role stands above the other's (discord docs: topics/permissions "Permission Hierarchy"). */
function needAbove({ world }: Parts, actorId: string, guildId: string, otherId: string): void {
  const ownerId = world.guilds.get(guildId)?.owner_id;
  const rank = (userId: string) => {
    if (userId === ownerId) return Number.POSITIVE_INFINITY;
    const ids = world.members.get(guildId)?.get(userId)?.roles ?? [];
    return Math.max(0, ...ids.map((id) => world.roles.get(guildId)?.get(id)?.position ?? 0));
  };
  if (rank(actorId) <= rank(otherId)) throw refuse(50013);
}
