import { createHash } from "node:crypto";
import type { Clock } from "../../../src/core/clock.ts";
import type { Limit } from "./route.ts";

/** Requests per second of one bot over all routes (discord docs: topics/rate-limits "Global Rate Limit"). */
const globalPerSecond = 50;
/** 401, 403 and 429 answers in ten minutes, after which the address is shut out (same page, "Invalid Request Limit"). */
const invalidMax = 10_000;
const invalidWindowMs = 600_000;

type Verdict =
  | { kind: "pass"; headers: Record<string, string> }
  | { kind: "limited"; retryAfterSeconds: number; scope: "user" | "global"; headers: Record<string, string> }
  /** Cloudflare stands in front: no JSON, no rate-limit headers. */
  | { kind: "shut-out"; retryAfterSeconds: number };

export interface RateLimits {
  /** Counts a request and says whether it may pass. `major`: the path parameter that buckets are kept apart by. */
  take(limit: Limit | undefined, major: string, isGlobal: boolean): Verdict;
  /** Tells of an answer's status: 401, 403 and 429 count as invalid. */
  answered(status: number): void;
  /** Invalid requests of the last ten minutes. */
  readonly invalid: number;
  /** Forgets all counts, as if much time had passed. */
  reset(): void;
}

interface Window {
  startMs: number;
  used: number;
}

export function createRateLimits(clock: Clock): RateLimits {
  const windows = new Map<string, Window>();
  const second: Window = { startMs: 0, used: 0 };
  const invalid: Window = { startMs: 0, used: 0 };

  const current = (window: Window, lengthMs: number): Window => {
    if (clock.now() - window.startMs < lengthMs && clock.now() >= window.startMs) return window;
    window.startMs = clock.now();
    window.used = 0;
    return window;
  };
  const seconds = (ms: number) => Math.max(1, Math.ceil(ms)) / 1000;
  const left = (window: Window, lengthMs: number) => window.startMs + lengthMs - clock.now();

  return {
    take(limit, major, isGlobal) {
      if (current(invalid, invalidWindowMs).used >= invalidMax) {
        return { kind: "shut-out", retryAfterSeconds: Math.ceil(left(invalid, invalidWindowMs) / 1000) };
      }
      if (isGlobal && current(second, 1000).used >= globalPerSecond) {
        const retryAfterSeconds = seconds(left(second, 1000));
        const headers = { "x-ratelimit-global": "true" };
        return { kind: "limited", retryAfterSeconds, scope: "global", headers };
      }
      if (isGlobal) second.used++;
      if (!limit) return { kind: "pass", headers: {} };
      const key = `${limit.bucket}|${major}`;
      const window = current(windows.get(key) ?? { startMs: -Infinity, used: 0 }, limit.windowMs);
      windows.set(key, window);
      const limited = window.used >= limit.count;
      if (!limited) window.used++;
      const resetAfter = seconds(left(window, limit.windowMs));
      const headers = {
        "x-ratelimit-limit": String(limit.count),
        "x-ratelimit-remaining": String(limit.count - window.used),
        "x-ratelimit-reset": (clock.now() / 1000 + resetAfter).toFixed(3),
        "x-ratelimit-reset-after": resetAfter.toFixed(3),
        "x-ratelimit-bucket": createHash("md5")
          .update(limit.announcedAs ?? limit.bucket)
          .digest("hex"),
      };
      if (!limited) return { kind: "pass", headers };
      return {
        kind: "limited",
        retryAfterSeconds: resetAfter,
        scope: "user",
        headers,
      };
    },
    answered(status) {
      if (status === 401 || status === 403 || status === 429) current(invalid, invalidWindowMs).used++;
    },
    get invalid() {
      return current(invalid, invalidWindowMs).used;
    },
    reset() {
      windows.clear();
      second.used = 0;
      invalid.used = 0;
    },
  };
}
