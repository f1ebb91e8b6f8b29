import { Hono } from "hono";
import { z } from "zod";
import type { Pulse } from "../pulse.ts";
import { faultForm } from "./fault-list.ts";
import type { ToolsDeps } from "./parts.ts";

/** Headers whose values open something. */
const secrets = new Set(["authorization", "x-api-key", "cookie"]);

/** The drawer's own doings: one entry in full, faults in and out, sockets broken. */
export function createToolRoutes(deps: ToolsDeps & { pulse: Pulse }): Hono {
  const { ledger, faultList, pulse } = deps;
  const breaks = socketBreaks(deps);
  const app = new Hono();
  app.get("/ledger/:seq", (c) => {
    const entry = ledger.entries.find((one) => one.seq === Number(c.req.param("seq")));
    if (!entry) return c.json({ error: "This entry is no longer kept." }, 404);
    const headers = Object.entries(entry.headers ?? {}).map(([key, value]) => [
      key,
      secrets.has(key) ? "…" : value,
    ]);
    return c.json({ ...entry, ...(entry.headers ? { headers: Object.fromEntries(headers) } : {}) });
  });
  app.delete("/ledger", (c) => {
    ledger.clear();
    pulse.beat("tools");
    return c.json({});
  });
  app.post("/faults", async (c) => {
    const form = faultForm.safeParse(await c.req.json());
    if (!form.success) return c.json({ error: z.prettifyError(form.error) }, 422);
    faultList.add(form.data);
    pulse.beat("tools");
    return c.json({});
  });
  app.delete("/faults/:id", (c) => {
    faultList.remove(Number(c.req.param("id")));
    pulse.beat("tools");
    return c.json({});
  });
  app.post("/sockets/:break", (c) => {
    const name = c.req.param("break");
    const run = Object.hasOwn(breaks, name) ? breaks[name] : undefined;
    if (!run) return c.json({ error: `There is no such fault: ${name}` }, 404);
    run();
    pulse.beat("tools");
    return c.json({});
  });
  return app;
}

function socketBreaks({ discord, slack }: ToolsDeps): Record<string, () => void> {
  const { gateway } = discord;
  const sockets = () => slack.socketMode.connections;
  return {
    "discord-drop": () => gateway.drop(),
    "discord-reconnect": () => gateway.reconnect(),
    "discord-invalidate": () => gateway.invalidate(false),
    "discord-kill-sessions": () => gateway.killSessions(),
    "discord-freeze": () => gateway.freeze(),
    "discord-deaf": () => gateway.dropHeartbeatAcks(),
    "discord-hears": () => gateway.dropHeartbeatAcks(false),
    "slack-drop": () => {
      for (const one of sockets()) one.drop();
    },
    "slack-refresh": () => {
      for (const one of sockets()) one.disconnect("refresh_requested");
    },
    "slack-freeze": () => {
      for (const one of sockets()) one.freeze();
    },
  };
}
