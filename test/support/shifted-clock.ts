import { type Clock, systemClock } from "../../src/core/clock.ts";

export interface ShiftedClock extends Clock {
  /** From now on it is this much later; timers under way are not touched. */
  skip(ms: number): void;
}

/** The real clock, moved on by jumps: for what depends on how long ago something was. */
export function shiftedClock(): ShiftedClock {
  let shift = 0;
  return {
    ...systemClock,
    now: () => systemClock.now() + shift,
    skip(ms) {
      shift += ms;
    },
  };
}
