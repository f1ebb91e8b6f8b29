import type { Clock } from "../core/clock.ts";
import type { MakeImages } from "./image-call.ts";
import { type RetryPolicy, waitToRetry } from "./retry-wait.ts";

/** Once, since each picture costs money, and with two thirds of the deadline left to make it in. */
const policy: RetryPolicy = { retries: 1, latestMs: 60_000 };

/**
 * The one layer that asks again: where no answer had begun, or the service was too busy for one. It waits as long
 * as the service says.
 */
export function withImageRetry(make: MakeImages, deps: { clock: Clock; random: () => number }): MakeImages {
  return async (call, signal) => {
    const began = deps.clock.monotonic();
    for (let retries = 0; ; retries++) {
      try {
        return await make(call, signal);
      } catch (error) {
        await waitToRetry(error, { began, retries, policy }, deps, signal);
      }
    }
  };
}
