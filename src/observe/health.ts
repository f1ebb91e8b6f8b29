import type { Platform, PlatformHealth } from "../core/platform.ts";
import type { Store } from "../core/store.ts";
import type { Route } from "./http.ts";

interface Health {
  ok: boolean;
  database: "ok" | "failing";
  platforms: Record<string, PlatformHealth["state"]>;
}

/** `/healthz`: 200 while the database answers and no platform has stopped for good. States only, no data. */
export function healthRoute(store: Pick<Store, "ping">, platforms: readonly Platform[]): Route {
  return (_request, response) => {
    void readHealth(store, platforms).then((health) => {
      response
        .writeHead(health.ok ? 200 : 503, { "content-type": "application/json", "cache-control": "no-store" })
        .end(`${JSON.stringify(health)}\n`);
    });
  };
}

async function readHealth(store: Pick<Store, "ping">, platforms: readonly Platform[]): Promise<Health> {
  const database = await store.ping().then(
    () => "ok" as const,
    () => "failing" as const,
  );
  const states = platforms.map((p) => [p.name, p.health().state] as const);
  const ok = database === "ok" && states.every(([, state]) => state !== "stopped");
  return { ok, database, platforms: Object.fromEntries(states) };
}
