import type { Clock } from "../../core/clock.ts";

/** Requests per second and bot (discord docs: topics/rate-limits), less a few for what other libraries send. */
const USUAL_PER_SECOND = 45;
/** Waited where a 429 says nothing usable; doubled each time in a row. */
const DEFAULT_WAIT_MS = 1_000;
/** Waited at least, doubled each time in a row, so that a limit that says 0 is not answered by a hot loop. */
const LEAST_WAIT_MS = 250;

/** Keeps requests within the limits that Discord's answers tell. Routes are strings made by `routeOf`. */
export interface Pacing {
  /** Milliseconds until a request on this route may go. */
  delayMs(route: string): number;
  /** Whether a request on this route may go now; if so it is counted. */
  enter(route: string): boolean;
  /** Learns from an answer's headers and, for a 429, its body. */
  learn(route: string, status: number, headers: Headers, body: unknown): void;
  /** Milliseconds between now and the next request on this route, spread evenly over what the limit leaves. */
  spacing(route: string): number;
}

interface Bucket {
  remaining: number;
  resetAt: number;
  strikes: number;
}

export function createPacing(clock: Clock, requestsPerSecond = USUAL_PER_SECOND): Pacing {
  const bucketOf = new Map<string, string>();
  const buckets = new Map<string, Bucket>();
  let globalUntil = 0;
  let second = { startedAt: 0, sent: 0 };
  const find = (route: string) => buckets.get(bucketOf.get(route) ?? route);

  function delayMs(route: string): number {
    const now = clock.now();
    const bucket = find(route);
    const own = bucket && bucket.remaining <= 0 ? bucket.resetAt - now : 0;
    if (isInteraction(route)) return Math.max(0, own);
    if (now - second.startedAt >= 1_000) second = { startedAt: now, sent: 0 };
    const full = second.sent >= requestsPerSecond ? second.startedAt + 1_000 - now : 0;
    return Math.max(0, own, globalUntil - now, full);
  }

  return {
    delayMs,
    enter(route) {
      if (delayMs(route) > 0) return false;
      const bucket = find(route);
      if (bucket) bucket.remaining = bucket.resetAt <= clock.now() ? 0 : bucket.remaining - 1;
      if (!isInteraction(route)) second.sent += 1;
      return true;
    },
    learn(route, status, headers, body) {
      const now = clock.now();
      forgetOld(bucketOf, buckets, now);
      const name = headers.get("x-ratelimit-bucket");
      const key = name ? `${name} ${majorOf(route)}` : route;
      bucketOf.set(route, key);
      const strikes = status === 429 ? (buckets.get(key)?.strikes ?? 0) + 1 : 0;
      if (status === 429) {
        const again = 2 ** Math.min(strikes - 1, 8);
        const until =
          now + Math.max(LEAST_WAIT_MS * again, retryAfterMs(headers, body) ?? DEFAULT_WAIT_MS * again);
        // Without Discord's own headers it is the network's edge that refuses, and it refuses everything.
        if (isGlobal(headers, body) || !headers.has("x-ratelimit-scope"))
          globalUntil = Math.max(globalUntil, until);
        buckets.set(key, { remaining: 0, resetAt: until, strikes });
        return;
      }
      const remaining = Number(headers.get("x-ratelimit-remaining") ?? Number.NaN);
      const resetAfterMs = Number(headers.get("x-ratelimit-reset-after") ?? Number.NaN) * 1_000;
      if (Number.isFinite(remaining) && Number.isFinite(resetAfterMs)) {
        buckets.set(key, { remaining, resetAt: now + resetAfterMs, strikes: 0 });
      } else buckets.delete(key);
    },
    spacing(route) {
      const bucket = find(route);
      if (!bucket) return 0;
      const leftMs = Math.max(0, bucket.resetAt - clock.now());
      return Math.ceil(leftMs / Math.max(1, bucket.remaining));
    },
  };
}

/**
 * Requests that share a limit share a route: ids are left out but for the channel, guild or webhook they act on
 * (discord docs: topics/rate-limits, "top-level resources").
 */
export function routeOf(method: string, path: string): string {
  const clean = path.replace(/\?.*$/, "");
  if (clean.startsWith("/interactions/")) return `${method} /interactions`;
  const [, top = "", id = "", ...rest] = clean.split("/");
  if (top === "webhooks") return `${method} /webhooks/${id}/${rest[0] ?? ""}`;
  const tail = rest.map((part) => (/^\d{16,}$/.test(part) ? ":id" : part)).join("/");
  return `${method} /${top}/${id}/${tail}`;
}

function majorOf(route: string): string {
  return route.split("/").slice(1, 3).join("/");
}

function isInteraction(route: string): boolean {
  return route.includes(" /interactions") || route.includes(" /webhooks/");
}

function retryAfterMs(headers: Headers, body: unknown): number | undefined {
  const told = body && typeof body === "object" && "retry_after" in body ? body.retry_after : undefined;
  for (const seconds of [told, headers.get("retry-after")]) {
    const value = typeof seconds === "string" ? Number.parseFloat(seconds) : seconds;
    if (typeof value === "number" && Number.isFinite(value) && value >= 0) return Math.ceil(value * 1_000);
  }
  return undefined;
}

function isGlobal(headers: Headers, body: unknown): boolean {
  if (headers.get("x-ratelimit-global") === "true" || headers.get("x-ratelimit-scope") === "global")
    return true;
  return body !== null && typeof body === "object" && "global" in body && body.global === true;
}

/** Webhook routes carry tokens that live for minutes: they must not pile up. */
function forgetOld(bucketOf: Map<string, string>, buckets: Map<string, Bucket>, now: number): void {
  if (bucketOf.size < 2_000) return;
  for (const [route, key] of bucketOf) {
    if ((buckets.get(key)?.resetAt ?? 0) > now) continue;
    bucketOf.delete(route);
    buckets.delete(key);
  }
}
