import type { Channel } from "../world/channel.ts";
import type { World } from "../world/world.ts";

/** Bits of the permissions that play a part here (discord docs: topics/permissions). */
export const permission = {
  CREATE_INSTANT_INVITE: 1n << 0n,
  KICK_MEMBERS: 1n << 1n,
  BAN_MEMBERS: 1n << 2n,
  ADMINISTRATOR: 1n << 3n,
  MANAGE_CHANNELS: 1n << 4n,
  MANAGE_GUILD: 1n << 5n,
  ADD_REACTIONS: 1n << 6n,
  VIEW_CHANNEL: 1n << 10n,
  SEND_MESSAGES: 1n << 11n,
  SEND_TTS_MESSAGES: 1n << 12n,
  MANAGE_MESSAGES: 1n << 13n,
  EMBED_LINKS: 1n << 14n,
  ATTACH_FILES: 1n << 15n,
  READ_MESSAGE_HISTORY: 1n << 16n,
  MENTION_EVERYONE: 1n << 17n,
  USE_EXTERNAL_EMOJIS: 1n << 18n,
  CONNECT: 1n << 20n,
  SPEAK: 1n << 21n,
  MUTE_MEMBERS: 1n << 22n,
  DEAFEN_MEMBERS: 1n << 23n,
  MOVE_MEMBERS: 1n << 24n,
  USE_VAD: 1n << 25n,
  CHANGE_NICKNAME: 1n << 26n,
  MANAGE_NICKNAMES: 1n << 27n,
  MANAGE_ROLES: 1n << 28n,
  MANAGE_WEBHOOKS: 1n << 29n,
  USE_APPLICATION_COMMANDS: 1n << 31n,
  MANAGE_THREADS: 1n << 34n,
  CREATE_PUBLIC_THREADS: 1n << 35n,
  CREATE_PRIVATE_THREADS: 1n << 36n,
  SEND_MESSAGES_IN_THREADS: 1n << 38n,
  MODERATE_MEMBERS: 1n << 40n,
  SEND_VOICE_MESSAGES: 1n << 46n,
  PIN_MESSAGES: 1n << 51n,
  BYPASS_SLOWMODE: 1n << 52n,
} as const;

export type Permission = keyof typeof permission;

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
