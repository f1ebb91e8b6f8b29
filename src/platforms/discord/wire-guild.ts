import { z } from "zod";
import { snowflake } from "./wire-user.ts";

/** What Parley reads of servers, channels and roles (discord docs: resources/guild, resources/channel). */
const overwrite = z.object({ id: snowflake, type: z.number(), allow: z.string(), deny: z.string() });

export const channelSchema = z.object({
  id: snowflake,
  guild_id: snowflake.optional(),
  type: z.number(),
  name: z.string().nullish(),
  parent_id: snowflake.nullish(),
  last_message_id: snowflake.nullish(),
  permission_overwrites: z.array(overwrite).catch([]),
});
export type WireChannel = z.infer<typeof channelSchema>;

export const roleSchema = z.object({
  id: snowflake,
  permissions: z.string(),
  tags: z.object({ bot_id: snowflake.optional() }).optional(),
});
export type WireRole = z.infer<typeof roleSchema>;

export const guildSchema = z.object({
  id: snowflake,
  owner_id: snowflake.optional(),
  roles: z.array(roleSchema).catch([]),
  channels: z.array(channelSchema).catch([]),
  threads: z.array(channelSchema).catch([]),
  members: z.array(z.object({ user: z.object({ id: snowflake }), roles: z.array(snowflake) })).catch([]),
});
