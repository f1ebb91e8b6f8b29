import type { Clock } from "../../../src/core/clock.ts";
import type { InstalledApp } from "../state/app.ts";
import { PER_MINUTE, TIERS } from "./tiers.ts";

export interface Rates {
  /** Off for measurements only: then nothing is ever refused. */
  enforced: boolean;
  /** Counts a call. Gives the seconds to wait when it is one too many; refused calls do not count. */
  take(method: string, channel: string | undefined): number | undefined;
  reset(): void;
}

const MINUTE_MS = 60_000;

/**
 * "Special" limits as a count within a span. About one `chat.postMessage` a second and channel, short bursts
 * allowed (docs.slack.dev/apis/web-api/rate-limits); Slack names no size for a burst, five is our choice.
 * "Hundreds of requests per minute" are granted for the others: the lower end of that.
 */
const POST_BURST = 5;
const POST_REFILL_MS = 1_000;
const SPECIAL_PER_MINUTE = 200;

export function createRates(clock: Clock, app: () => InstalledApp): Rates {
  const calls = new Map<string, number[]>();
  const buckets = new Map<string, { tokens: number; at: number }>();

  const window = (name: string, limit: number): number | undefined => {
    const now = clock.now();
    const times = (calls.get(name) ?? []).filter((at) => at > now - MINUTE_MS);
    const oldest = times[0];
    calls.set(name, times);
    if (times.length >= limit && oldest !== undefined) return wait(oldest + MINUTE_MS - now);
    times.push(now);
    return undefined;
  };
  const bucket = (name: string): number | undefined => {
    const now = clock.now();
    const held = buckets.get(name) ?? { tokens: POST_BURST, at: now };
    const tokens = Math.min(POST_BURST, held.tokens + (now - held.at) / POST_REFILL_MS);
    const enough = tokens >= 1;
    buckets.set(name, { tokens: enough ? tokens - 1 : tokens, at: now });
    return enough ? undefined : wait((1 - tokens) * POST_REFILL_MS);
  };
  const wait = (ms: number) => Math.max(1, Math.ceil(ms / 1_000));

  return {
    enforced: true,
    take(method, channel) {
      if (!this.enforced) return undefined;
      if (method === "chat.postMessage") return bucket(`${method} ${channel ?? ""}`);
      const history = method === "conversations.history" || method === "conversations.replies";
      if (history && app().distribution === "unlisted") return window(method, 1);
      const tier = TIERS[method];
      if (!tier) return undefined;
      return window(method, tier === "special" ? SPECIAL_PER_MINUTE : PER_MINUTE[tier]);
    },
    reset() {
      calls.clear();
      buckets.clear();
    },
  };
}
