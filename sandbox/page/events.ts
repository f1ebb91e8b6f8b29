import { Hono } from "hono";
import type { Discord } from "../discord/discord.ts";
import type { Slack } from "../slack/slack.ts";
import { discordParts } from "./discord/parts.ts";
import type { Area, Pulse } from "./pulse.ts";
import { createScreen, type Screen } from "./screen.ts";
import { slackParts } from "./slack/parts.ts";
import type { Typing } from "./typing.ts";
import type { Look, Parts } from "./view/look.ts";

export interface EventsDeps {
  discord: Discord;
  slack: Slack;
  typing: Typing;
  pulse: Pulse;
  tools(): Parts;
}

/**
 * Server-sent events: what stands first, then each change as it happens. The address says who looks where, so that
 * a browser that reconnects, even to a sandbox started anew, gets the whole picture without asking for it.
 */
export function createEvents(deps: EventsDeps): Hono {
  const app = new Hono();
  const screens = (query: (name: string) => string | undefined): Map<Area, Screen> => {
    const found = new Map<Area, Screen>();
    const add = (area: Area, look: () => Parts) => {
      if (query(area) !== undefined) found.set(area, createScreen(look));
    };
    add("discord", () => discordParts(deps.discord, readLook(query("discord")), deps.typing));
    add("slack", () => slackParts(deps.slack, readLook(query("slack")), deps.typing));
    add("tools", deps.tools);
    return found;
  };

  app.get("/state", (c) => {
    const state = [...screens((name) => c.req.query(name))].map(([area, screen]) => [
      area,
      screen.change()?.put,
    ]);
    return c.json(Object.fromEntries(state));
  });

  app.get("/events", (c) => {
    const shown = screens((name) => c.req.query(name));
    const encoder = new TextEncoder();
    let watching: Disposable | undefined;
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        const send = (areas: Iterable<Area>, whole: boolean) => {
          for (const area of areas) {
            const change = shown.get(area)?.change();
            if (!change) continue;
            const data = JSON.stringify({ ...change, whole });
            controller.enqueue(encoder.encode(`event: ${area}\ndata: ${data}\n\n`));
          }
        };
        controller.enqueue(encoder.encode("retry: 300\n\n"));
        send(shown.keys(), true);
        watching = deps.pulse.watch((areas) => send(areas, false));
      },
      cancel() {
        watching?.[Symbol.dispose]();
      },
    });
    return c.body(body, 200, { "content-type": "text/event-stream", "cache-control": "no-store" });
  });
  return app;
}

/** `who/channel/thread/limit`, each part encoded. */
function readLook(text = ""): Look {
  const [as = "", channel = "", thread = "", limit = ""] = text.split("/").map(decodeURIComponent);
  return { as, channel, thread, limit: Math.min(Math.max(Number(limit) || 100, 1), 5_000) };
}
