import { z } from "zod";
import { nick, snowflake, user } from "./wire-user.ts";

/**
 * What Parley reads of messages (discord docs: resources/message, events/gateway-events).
 * Everything else in the payloads is ignored.
 */
export const attachmentSchema = z.object({
  id: snowflake,
  filename: z.string(),
  content_type: z.string().optional(),
  size: z.number(),
  url: z.string(),
});

const snapshot = z.object({
  message: z.object({ content: z.string().catch(""), attachments: z.array(attachmentSchema).catch([]) }),
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
  flags: z.number().catch(0),
  mentions: z.array(user.extend({ member: nick.optional() })).catch([]),
  mention_roles: z.array(snowflake).catch([]),
  attachments: z.array(attachmentSchema).catch([]),
  message_reference: z.object({ type: z.number().optional(), message_id: snowflake.optional() }).optional(),
  referenced_message: z.object({ id: snowflake, author: user }).nullish(),
  message_snapshots: z.array(snapshot).optional().catch(undefined),
  components: z.array(z.unknown()).catch([]),
  /** The command or button that this message answers. */
  interaction_metadata: z.object({ id: snowflake }).optional().catch(undefined),
  nonce: z.union([z.string(), z.number()]).optional(),
});
export type WireMessage = z.infer<typeof messageSchema>;
export type WireAttachment = z.infer<typeof attachmentSchema>;

export const deletedSchema = z.object({
  id: snowflake.optional(),
  ids: z.array(snowflake).optional(),
  channel_id: snowflake,
  guild_id: snowflake.optional(),
});
