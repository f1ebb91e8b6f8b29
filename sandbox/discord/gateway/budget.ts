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
  /** By rate-limit key, which is the shard modulo the concurrency. */
  const lastAt = new Map<number, number>();
  const renew = () => {
    if (clock.now() - dayStart < dayMs) return;
    dayStart = clock.now();
    budget.remaining = budget.total;
  };
  const budget: IdentifyBudget = {
    total: 1000,
    remaining: 1000,
    maxConcurrency: 1,
    take(shard) {
      renew();
      if (budget.remaining <= 0) return "spent";
      const key = shard % budget.maxConcurrency;
      const last = lastAt.get(key);
      if (last !== undefined && clock.now() - last < windowMs) return "too-soon";
      lastAt.set(key, clock.now());
      budget.remaining--;
      return "ok";
    },
    resetAfterMs() {
      renew();
      return dayStart + dayMs - clock.now();
    },
  };
  return budget;
}
