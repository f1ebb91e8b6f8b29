import { type Clock, sleepOn } from "../../src/core/clock.ts";

export interface ManualClock extends Clock {
  /** Moves time on by `ms`, running every timer that falls due, in order, and letting promises settle. */
  advance(ms: number): Promise<void>;
}

/** A clock that stands still until it is told to move. */
export function manualClock(start = Date.UTC(2026, 0, 1)): ManualClock {
  let now = start;
  const timers = new Set<{ due: number; task: () => void }>();
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve));
  const clock: ManualClock = {
    now: () => now,
    monotonic: () => now - start,
    sleep: (ms, signal) => sleepOn(clock, ms, signal),
    timer(ms, task) {
      const entry = { due: now + Math.max(0, ms), task };
      timers.add(entry);
      return { [Symbol.dispose]: () => timers.delete(entry) };
    },
    async advance(ms) {
      const end = now + ms;
      await settle();
      for (;;) {
        const next = [...timers].filter((t) => t.due <= end).sort((a, b) => a.due - b.due)[0];
        if (!next) break;
        timers.delete(next);
        now = Math.max(now, next.due);
        next.task();
        await settle();
      }
      now = end;
      await settle();
    },
  };
  return clock;
}
