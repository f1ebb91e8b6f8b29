import { z } from "zod";

/**
 * What Parley reads of Discord's payloads (discord docs: resources/message, resources/channel,
 * interactions/receiving-and-responding, events/gateway-events). Everything else in them is ignored.
 */
const snowflake = z.string().regex(/^\d{1,20}$/);

const user = z.object({
  id: snowflake,
  username: z.string(),
  global_name: z.string().nullish(),
  bot: z.boolean().optional(),
});

const nick = z.object({ nick: z.string().nullish() });

const attachment = z.object({
  id: snowflake,
  filename: z.string(),
  content_type: z.string().optional(),
  size: z.number(),
  url: z.string(),
});

const snapshot = z.object({
  message: z.object({ content: z.string().catch(""), attachments: z.array(attachment).catch([]) }),
});

export const messageSchema = z.object({
  id: snowflake,
  channel_id: snowflake,
  guild_id: snowflake.optional(),
  type: z.number(),
  author: user,
  member: nick.optional(),
  content: z.string().catch(""),
  timestamp: z.iso.datetime({ offset: true }),
  edited_timestamp: z.iso.datetime({ offset: true }).nullish(),
  webhook_id: snowflake.optional(),
  mentions: z.array(user.extend({ member: nick.optional() })).catch([]),
  mention_roles: z.array(snowflake).catch([]),
  attachments: z.array(attachment).catch([]),
  message_reference: z.object({ type: z.number().optional(), message_id: snowflake.optional() }).optional(),
  referenced_message: z.object({ id: snowflake, author: user }).nullish(),
  message_snapshots: z.array(snapshot).optional().catch(undefined),
  components: z.array(z.unknown()).catch([]),
  nonce: z.union([z.string(), z.number()]).optional(),
});
export type WireMessage = z.infer<typeof messageSchema>;

export const deletedSchema = z.object({
  id: snowflake.optional(),
  ids: z.array(snowflake).optional(),
  channel_id: snowflake,
  guild_id: snowflake.optional(),
});

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

const optionValue = z.union([z.string(), z.number(), z.boolean()]);
const option = z.object({
  name: z.string(),
  value: optionValue.optional(),
  focused: z.boolean().optional(),
});

export const interactionSchema = z.object({
  id: snowflake,
  token: z.string(),
  type: z.number(),
  guild_id: snowflake.optional(),
  channel_id: snowflake.optional(),
  channel: z.object({ id: snowflake, type: z.number(), parent_id: snowflake.nullish() }).optional(),
  member: nick.extend({ user }).optional(),
  user: user.optional(),
  message: z.object({ id: snowflake }).optional(),
  data: z
    .object({
      type: z.number().optional(),
      name: z.string().optional(),
      custom_id: z.string().optional(),
      options: z.array(option).optional(),
    })
    .optional(),
});
export type WireInteraction = z.infer<typeof interactionSchema>;
