import type { Clock } from "../../../src/core/clock.ts";

/** How often one may identify (discord docs: events/gateway "Identifying", "Session Start Limit Object"). */
export interface IdentifyBudget {
  total: number;
  remaining: number;
  /** Sessions that may be started within one window. */
  maxConcurrency: number;
  /** Counts one try: `spent` when none was left, `too-soon` when the window is full. */
  take(shard: number): "ok" | "too-soon" | "spent";
  /** Milliseconds until `remaining` is `total` again. */
  resetAfterMs(): number;
}

const dayMs = 24 * 3_600_000;

export function createIdentifyBudget(clock: Clock, windowMs: number): IdentifyBudget {
  let dayStart = clock.now();
  let remaining = 1000;
  /** By rate-limit key, which is the shard modulo the concurrency. */
  const lastAt = new Map<number, number>();
  const renew = () => {
    if (clock.now() - dayStart < dayMs) return;
    dayStart = clock.now();
    remaining = budget.total;
  };
  const budget: IdentifyBudget = {
    total: 1000,
    get remaining() {
      renew();
      return remaining;
    },
    set remaining(count) {
      remaining = count;
    },
    maxConcurrency: 1,
    take(shard) {
      if (budget.remaining <= 0) return "spent";
      const key = shard % budget.maxConcurrency;
      const last = lastAt.get(key);
      if (last !== undefined && clock.now() - last < windowMs) return "too-soon";
      lastAt.set(key, clock.now());
      remaining--;
      return "ok";
    },
    resetAfterMs() {
      renew();
      return dayStart + dayMs - clock.now();
    },
  };
  return budget;
}
