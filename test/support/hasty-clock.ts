import { type Clock, sleepOn } from "../../src/core/clock.ts";

/**
 * A clock that runs `factor` times faster than the wall's: minutes pass in seconds, while sockets keep their pace.
 * For tests in which both sides of a connection wait; what one side does alone is tested with the manual clock.
 */
export function hastyClock(factor = 20): Clock {
  const origin = performance.now();
  const start = Date.now();
  const elapsed = () => (performance.now() - origin) * factor;
  const clock: Clock = {
    now: () => Math.floor(start + elapsed()),
    monotonic: elapsed,
    sleep: (ms, signal) => sleepOn(clock, ms, signal),
    timer(ms, task) {
      const handle = setTimeout(task, ms / factor);
      handle.unref();
      return { [Symbol.dispose]: () => clearTimeout(handle) };
    },
  };
  return clock;
}

/**
 * Like `hastyClock`, but what waits for something (a timer) keeps the wall's pace: only plain waits (`sleep`) are
 * short. A machine under load is then not taken for a service that does not answer.
 */
export function briskClock(factor = 20): Clock {
  const hasty = hastyClock(factor);
  return {
    ...hasty,
    timer(ms, task) {
      const handle = setTimeout(task, ms);
      handle.unref();
      return { [Symbol.dispose]: () => clearTimeout(handle) };
    },
  };
}
