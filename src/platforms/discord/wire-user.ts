import { z } from "zod";

/** Ids are decimal numbers (discord docs: reference, "Snowflakes"). */
export const snowflake = z.string().regex(/^\d{1,20}$/);

/** Who wrote or did something (discord docs: resources/user). */
export const user = z.object({
  id: snowflake,
  username: z.string(),
  global_name: z.string().nullish(),
  bot: z.boolean().optional(),
});

/** How they are called in one server. */
export const nick = z.object({ nick: z.string().nullish() });
