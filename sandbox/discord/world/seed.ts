import type { Clock } from "../../../src/core/clock.ts";
import { type Permission, permission } from "../access/permission-bits.ts";
import { channelType, type GuildChannel, type Overwrite } from "./channel.ts";
import { newRole } from "./guild.ts";
import { createSnowflakes } from "./snowflake.ts";
import { newMember, newUser } from "./user.ts";
import { emptyWorld, type World } from "./world.ts";

/** Ids of what the default seed makes, by the names it gives them. */
export interface Named {
  guild: string;
  roles: Record<"everyone" | "admin" | "moderator" | "parley", string>;
  channels: Record<"general" | "random" | "private" | "voice", string>;
  users: Record<"olivia" | "adam" | "maya" | "ben" | "chloe" | "robo" | "parley", string>;
}

/** What tests and the page may set before anything runs. All have defaults. */
export interface Seed {
  token?: string;
  guildName?: string;
  /** The developer portal's switches for privileged intents. */
  portal?: { messageContent?: boolean; guildMembers?: boolean; presences?: boolean };
  /** What every member may do. */
  everyone?: readonly Permission[];
  /** Permissions of Parley's own role. */
  botPermissions?: readonly Permission[];
}

const bits = (names: readonly Permission[]) => names.reduce((sum, name) => sum | permission[name], 0n);

const ofEveryone: Permission[] = [
  "VIEW_CHANNEL",
  "SEND_MESSAGES",
  "SEND_MESSAGES_IN_THREADS",
  "CREATE_PUBLIC_THREADS",
  "CREATE_PRIVATE_THREADS",
  "EMBED_LINKS",
  "ATTACH_FILES",
  "READ_MESSAGE_HISTORY",
  "ADD_REACTIONS",
  "USE_APPLICATION_COMMANDS",
  "CONNECT",
  "SPEAK",
  "USE_VAD",
  "CHANGE_NICKNAME",
  "SEND_VOICE_MESSAGES",
  "CREATE_INSTANT_INVITE",
];
const ofModerators: Permission[] = [
  "MANAGE_MESSAGES",
  "MANAGE_THREADS",
  "PIN_MESSAGES",
  "MODERATE_MEMBERS",
  "MENTION_EVERYONE",
  "KICK_MEMBERS",
];
/** More than Parley's invite link asks for: tests of this Discord itself open threads, react and join voice. */
const ofParley: Permission[] = [
  "VIEW_CHANNEL",
  "SEND_MESSAGES",
  "SEND_MESSAGES_IN_THREADS",
  "CREATE_PUBLIC_THREADS",
  "CREATE_PRIVATE_THREADS",
  "MANAGE_THREADS",
  "EMBED_LINKS",
  "ATTACH_FILES",
  "READ_MESSAGE_HISTORY",
  "ADD_REACTIONS",
  "CONNECT",
  "SPEAK",
  "USE_VAD",
];

/** One server with a handful of people in it, the same ids whenever the clock shows the same time. */
export function seedWorld(clock: Clock, seed: Seed): { world: World; named: Named } {
  const nextId = createSnowflakes(clock);
  const now = new Date(clock.now()).toISOString();
  const parley = nextId();
  const people = {
    olivia: nextId(),
    adam: nextId(),
    maya: nextId(),
    ben: nextId(),
    chloe: nextId(),
    robo: nextId(),
  };
  const users = { ...people, parley };
  const world = emptyWorld(
    {
      id: parley,
      name: "Parley",
      botId: parley,
      ownerId: users.olivia,
      portal: {
        messageContent: seed.portal?.messageContent ?? true,
        guildMembers: seed.portal?.guildMembers ?? false,
        presences: seed.portal?.presences ?? false,
      },
    },
    clock,
    nextId,
  );
  const guild = nextId();
  const roles = { everyone: guild, admin: nextId(), moderator: nextId(), parley: nextId() };
  const channels = { general: nextId(), random: nextId(), private: nextId(), voice: nextId() };

  world.guilds.set(guild, {
    id: guild,
    name: seed.guildName ?? "Harbour",
    owner_id: users.olivia,
    system_channel_id: channels.general,
    preferred_locale: "en-US",
    available: true,
    joinedAt: now,
  });
  const botRole = newRole(roles.parley, "Parley", 1, bits(seed.botPermissions ?? ofParley), {
    managed: true,
    tags: { bot_id: parley },
  });
  world.roles.set(
    guild,
    new Map([
      [guild, newRole(guild, "@everyone", 0, bits(seed.everyone ?? ofEveryone))],
      [roles.parley, botRole],
      [roles.moderator, newRole(roles.moderator, "moderator", 2, bits(ofModerators), { mentionable: true })],
      [roles.admin, newRole(roles.admin, "admin", 3, permission.ADMINISTRATOR)],
    ]),
  );

  const names: [string, string, string | null, boolean, string[]][] = [
    [users.olivia, "olivia", "Olivia", false, []],
    [users.adam, "adam", "Adam", false, [roles.admin]],
    [users.maya, "maya", "Maya", false, [roles.moderator]],
    [users.ben, "ben", "Ben", false, []],
    [users.chloe, "chloe", "Chloé", false, []],
    [users.robo, "robo", null, true, []],
    [parley, "Parley", null, true, [roles.parley]],
  ];
  const members = new Map();
  for (const [id, username, displayName, bot, own] of names) {
    world.users.set(id, newUser(id, username, displayName, bot));
    members.set(id, newMember(id, now, own));
  }
  world.members.set(guild, members);

  const hidden: Overwrite[] = [
    { id: guild, type: 0, allow: "0", deny: permission.VIEW_CHANNEL.toString() },
    { id: roles.moderator, type: 0, allow: permission.VIEW_CHANNEL.toString(), deny: "0" },
  ];
  const add = (id: string, name: string, type: 0 | 2, position: number, overwrites: Overwrite[] = []) => {
    const channel: GuildChannel = {
      kind: "guild",
      id,
      type,
      name,
      guild_id: guild,
      parent_id: null,
      position,
      topic: null,
      nsfw: false,
      permission_overwrites: overwrites,
      flags: 0,
      last_message_id: null,
      last_pin_timestamp: null,
      rate_limit_per_user: 0,
      ...(type === channelType.voice ? { bitrate: 64_000, user_limit: 0 } : {}),
    };
    world.channels.set(id, channel);
  };
  add(channels.general, "general", 0, 0);
  add(channels.random, "random", 0, 1);
  add(channels.private, "moderators", 0, 2, hidden);
  add(channels.voice, "Lounge", 2, 3);
  return { world, named: { guild, roles, channels, users } };
}
