import type { CommandSpec } from "../../src/core/command.ts";
import type { Known } from "../../src/platforms/discord/known.ts";

const me = "100000000000000001";
const ben = { id: "100000000000000002", username: "ben", global_name: "Ben" };
const chloe = { id: "100000000000000003", username: "chloe", global_name: null };
const parley = { id: me, username: "Parley", bot: true };
const guild_id = "200000000000000001";
const channel_id = "300000000000000001";
const thread_id = "300000000000000002";
const ownRole = "400000000000000001";
const known: Known = {
  me,
  ownRole: (guild) => (guild === guild_id ? ownRole : undefined),
  parentOf: (channel) => (channel === thread_id ? channel_id : undefined),
  nameOf: (channel) => (channel === channel_id ? "general" : undefined),
};
const base = {
  id: "900000000000000001",
  channel_id,
  guild_id,
  type: 0,
  author: ben,
  member: { nick: null },
  content: "hello",
  timestamp: "2026-11-01T12:00:00.000000+00:00",
  edited_timestamp: null,
  mentions: [],
  mention_roles: [],
  attachments: [],
};

const interaction = {
  id: "900000000000000009",
  token: "tok",
  guild_id,
  channel_id: thread_id,
  channel: { id: thread_id, type: 11, parent_id: channel_id },
  member: { user: ben, nick: "Benny" },
};

const commands: CommandSpec[] = [
  {
    name: "branch",
    summary: "Go on from here",
    menu: { label: "Branch from here", option: "from" },
    options: [{ kind: "text", name: "from", summary: "The message", required: false }],
  },
];

/** People, places and payloads of one server, for the parsers. */
export const discordPayloads = {
  me,
  ben,
  chloe,
  parley,
  guild_id,
  channel_id,
  thread_id,
  ownRole,
  known,
  base,
  interaction,
  commands,
};
