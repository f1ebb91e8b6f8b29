import type { Context } from "hono";
import { Hono } from "hono";
import { z } from "zod";
import { Refusal as DiscordRefusal } from "../discord/access/refusal.ts";
import { Refusal as SlackRefusal } from "../slack/web/refusal.ts";
import { type ActDeps, actOnDiscord, discordAct } from "./discord/acts.ts";
import type { Pulse } from "./pulse.ts";
import { actOnSlack, type SlackActDeps, slackAct } from "./slack/acts.ts";

/**
 * `POST /act/discord` and `/act/slack`: does one thing as a person. A form whose `act` is JSON `{ as, act }`;
 * every other field is a file.
 * Answers 422 with the platform's own words where it refuses, 400 where the form is none.
 */
export function createActs(deps: ActDeps & SlackActDeps & { pulse: Pulse }): Hono {
  const app = new Hono();
  app.post("/act/discord", (c) =>
    answer(c, async () => {
      const { as, act, files } = await read(c, discordAct);
      const uploads = files.map(async ([name, file]) => {
        const bytes = new Uint8Array(await file.arrayBuffer());
        return [name, { filename: file.name, contentType: file.type, bytes }] as const;
      });
      const given = new Map(await Promise.all(uploads));
      return started(deps.pulse, "discord", actOnDiscord(deps, as, act, given));
    }),
  );
  app.post("/act/slack", (c) =>
    answer(c, async () => {
      const { as, act, files } = await read(c, slackAct);
      const uploads = files.map(async ([, file]) => {
        const bytes = new Uint8Array(await file.arrayBuffer());
        return { name: file.name, mimetype: file.type || "application/octet-stream", bytes };
      });
      return started(deps.pulse, "slack", actOnSlack(deps, as, act, await Promise.all(uploads)));
    }),
  );
  return app;
}

/** What an act changes shows at once; what it waits for, when it comes. */
async function started<T>(pulse: Pulse, area: "discord" | "slack", done: Promise<T>): Promise<T> {
  pulse.beat(area);
  try {
    return await done;
  } finally {
    pulse.beat(area);
  }
}

async function read<Schema extends z.ZodType>(
  c: Context,
  schema: Schema,
): Promise<{ as: string; act: z.infer<Schema>; files: [string, File][] }> {
  const form = await c.req.formData();
  const { as, act } = JSON.parse(String(form.get("act"))) as { as: string; act: unknown };
  const files = [...form].filter((field): field is [string, File] => field[1] instanceof File);
  return { as, act: schema.parse(act), files };
}

async function answer(c: Context, act: () => Promise<object>): Promise<Response> {
  try {
    return c.json(await act());
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof z.ZodError)
      return c.json({ error: error.message }, 400);
    // What a person may not do is said as a plain Error or a Refusal; anything more special is a fault of the sandbox.
    if (!(error instanceof Error)) throw error;
    const refused = error instanceof DiscordRefusal || error instanceof SlackRefusal;
    if (!refused && error.constructor !== Error) throw error;
    return c.json({ error: error instanceof SlackRefusal ? error.code : error.message }, 422);
  }
}
