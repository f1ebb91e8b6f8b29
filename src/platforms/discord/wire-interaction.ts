import { z } from "zod";
import { attachmentSchema } from "./wire-message.ts";
import { nick, snowflake, user } from "./wire-user.ts";

/** What Parley reads of interactions (discord docs: interactions/receiving-and-responding). */
const optionValue = z.union([z.string(), z.number(), z.boolean()]);
const option = z.object({
  name: z.string(),
  type: z.number().optional(),
  value: optionValue.optional(),
  focused: z.boolean().optional(),
});

/** What options and the chosen message are, by id. */
const resolved = z.object({
  attachments: z.record(snowflake, attachmentSchema).catch({}),
  messages: z.record(snowflake, z.object({ attachments: z.array(attachmentSchema).catch([]) })).catch({}),
});

/** A field of a form that was sent in stands in a label; what else a form may hold has no value. */
const label = z.object({
  component: z
    .object({ custom_id: z.string(), value: z.string().optional(), values: z.array(z.string()).optional() })
    .optional(),
});

export const interactionSchema = z.object({
  id: snowflake,
  token: z.string(),
  type: z.number(),
  guild_id: snowflake.optional(),
  channel_id: snowflake.optional(),
  channel: z.object({ id: snowflake, type: z.number(), parent_id: snowflake.nullish() }).optional(),
  /** `permissions`: what this person may do in this channel, as bits. */
  member: nick
    .extend({
      user,
      permissions: z
        .string()
        .regex(/^\d{1,40}$/)
        .optional(),
    })
    .optional(),
  user: user.optional(),
  message: z.object({ id: snowflake, flags: z.number().catch(0) }).optional(),
  data: z
    .object({
      type: z.number().optional(),
      name: z.string().optional(),
      custom_id: z.string().optional(),
      target_id: snowflake.optional(),
      options: z.array(option).optional(),
      components: z.array(label).optional(),
      resolved: resolved.optional().catch(undefined),
    })
    .optional(),
});
export type WireInteraction = z.infer<typeof interactionSchema>;
