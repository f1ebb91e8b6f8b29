/**
 * Time, injected wherever it is read, so that tests let minutes pass in milliseconds.
 * All durations are milliseconds; `now` is milliseconds since the Unix epoch.
 */
export interface Clock {
  now(): number;
  /** Never goes backwards; only differences mean anything. */
  monotonic(): number;
  /** Resolves after `ms`, and keeps the process alive until then; rejects with the signal's reason if it is aborted first. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Runs `task` once after `ms` unless disposed before. Never keeps the process alive. */
  timer(ms: number, task: () => void): Disposable;
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  // whoever sleeps has work under way: a process with nothing else pending would end in the middle of it
  sleep: (ms, signal) => sleepOn({ timer: lastingTimer }, ms, signal),
  timer(ms, task) {
    const handle = setTimeout(task, ms);
    handle.unref();
    return { [Symbol.dispose]: () => clearTimeout(handle) };
  },
};

function lastingTimer(ms: number, task: () => void): Disposable {
  const handle = setTimeout(task, ms);
  return { [Symbol.dispose]: () => clearTimeout(handle) };
}

/** `Clock.sleep` for any clock that has `timer`. */
export function sleepOn(clock: Pick<Clock, "timer">, ms: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) return reject(signal.reason);
    const onAbort = () => {
      timer[Symbol.dispose]();
      reject(signal?.reason);
    };
    const timer = clock.timer(ms, () => {
      signal?.removeEventListener("abort", onAbort);
      resolve();
    });
    signal?.addEventListener("abort", onAbort, { once: true });
  });
}
