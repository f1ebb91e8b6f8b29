import { ok, type Route } from "../route.ts";

export interface GatewayFacts {
  url(): string;
  /** What `GET /gateway/bot` tells of the identify budget. */
  startLimit(): { total: number; remaining: number; reset_after: number; max_concurrency: number };
}

/** Where the gateway is, and how often one may identify there. */
export function gatewayRoutes(facts: GatewayFacts): Route[] {
  return [
    { method: "GET", path: "/gateway", auth: "none", handle: () => ok({ url: facts.url() }) },
    {
      method: "GET",
      path: "/gateway/bot",
      auth: "bot",
      limit: { bucket: "gateway", count: 2, windowMs: 5000 },
      handle: () => ok({ url: facts.url(), shards: 1, session_start_limit: facts.startLimit() }),
    },
  ];
}
