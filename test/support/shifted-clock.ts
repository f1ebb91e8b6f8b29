import { type Clock, systemClock } from "../../src/core/clock.ts";

export interface ShiftedClock extends Clock {
  /** From now on it is this much later; timers under way are not touched. */
  skip(ms: number): void;
}

/** A clock, the real one unless said otherwise, moved on by jumps: for what depends on how long ago something was. */
export function shiftedClock(inner: Clock = systemClock): ShiftedClock {
  let shift = 0;
  return {
    ...inner,
    now: () => inner.now() + shift,
    skip(ms) {
      shift += ms;
    },
  };
}
