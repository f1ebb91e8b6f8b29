import type { Channel } from "../world/channel.ts";
import type { World } from "../world/world.ts";
import { type Permission, permission } from "./permission-bits.ts";

const all = (1n << 53n) - 1n;
/** What a timed-out member keeps. */
const timedOut = permission.VIEW_CHANNEL | permission.READ_MESSAGE_HISTORY;
/** What is worth nothing to one who may not send (discord docs: topics/permissions "Implicit Permissions"). */
const needsSending =
  permission.MENTION_EVERYONE |
  permission.SEND_TTS_MESSAGES |
  permission.ATTACH_FILES |
  permission.EMBED_LINKS;
const inDirect =
  permission.VIEW_CHANNEL |
  permission.SEND_MESSAGES |
  permission.SEND_MESSAGES_IN_THREADS |
  permission.EMBED_LINKS |
  permission.ATTACH_FILES |
  permission.READ_MESSAGE_HISTORY |
  permission.ADD_REACTIONS |
  permission.PIN_MESSAGES |
  permission.SEND_VOICE_MESSAGES |
  permission.USE_APPLICATION_COMMANDS;

/** What a member may do in the guild at large, before any channel's overwrites. */
export function guildPermissions(world: World, userId: string, guildId: string): bigint {
  const member = world.members.get(guildId)?.get(userId);
  if (!member) return 0n;
  if (world.guilds.get(guildId)?.owner_id === userId) return all;
  const roles = world.roles.get(guildId);
  let bits = BigInt(roles?.get(guildId)?.permissions ?? 0);
  for (const id of member.roles) bits |= BigInt(roles?.get(id)?.permissions ?? 0);
  if (bits & permission.ADMINISTRATOR) return all;
  const until = member.communication_disabled_until;
  return until && Date.parse(until) > world.clock.now() ? bits & timedOut : bits;
}

/** What a user may do in a channel: roles, then overwrites, then what follows from them. */
export function channelPermissions(world: World, userId: string, channel: Channel): bigint {
  if (channel.kind === "dm") return channel.recipientIds.includes(userId) ? inDirect : 0n;
  if (channel.kind === "thread") return threadPermissions(world, userId, channel);
  const base = guildPermissions(world, userId, channel.guild_id);
  if (base & permission.ADMINISTRATOR) return base;
  const member = world.members.get(channel.guild_id)?.get(userId);
  if (!member) return 0n;
  let bits = base;
  const apply = (allow: bigint, deny: bigint) => {
    bits = (bits & ~deny) | allow;
  };
  const overwrites = channel.permission_overwrites;
  const everyone = overwrites.find((o) => o.type === 0 && o.id === channel.guild_id);
  if (everyone) apply(BigInt(everyone.allow), BigInt(everyone.deny));
  const ofRoles = overwrites.filter((o) => o.type === 0 && member.roles.includes(o.id));
  apply(
    ofRoles.reduce((sum, o) => sum | BigInt(o.allow), 0n),
    ofRoles.reduce((sum, o) => sum | BigInt(o.deny), 0n),
  );
  const own = overwrites.find((o) => o.type === 1 && o.id === userId);
  if (own) apply(BigInt(own.allow), BigInt(own.deny));
  const until = member.communication_disabled_until;
  if (until && Date.parse(until) > world.clock.now()) bits &= timedOut;
  if (!(bits & permission.VIEW_CHANNEL)) return 0n;
  return bits & permission.SEND_MESSAGES ? bits : bits & ~needsSending;
}

/** Threads inherit from their parent; in them SEND_MESSAGES_IN_THREADS takes the place of SEND_MESSAGES. */
function threadPermissions(
  world: World,
  userId: string,
  thread: Extract<Channel, { kind: "thread" }>,
): bigint {
  const parent = world.channels.get(thread.parent_id);
  if (!parent) return 0n;
  let bits = channelPermissions(world, userId, parent);
  // The parent may have taken away what depends on sending there, which a thread does not ask.
  if (bits && !(bits & permission.SEND_MESSAGES)) {
    bits |=
      guildPermissions(world, userId, thread.guild_id) & (permission.ATTACH_FILES | permission.EMBED_LINKS);
  }
  const hidden = thread.type === 12 && !thread.members.has(userId) && !(bits & permission.MANAGE_THREADS);
  if (hidden) return 0n;
  return bits & permission.SEND_MESSAGES_IN_THREADS
    ? bits | permission.SEND_MESSAGES
    : bits & ~permission.SEND_MESSAGES & ~needsSending;
}

export function may(world: World, userId: string, channel: Channel, ...names: Permission[]): boolean {
  const bits = channelPermissions(world, userId, channel);
  return names.every((name) => bits & permission[name]);
}
