import type { Clock } from "../core/clock.ts";
import type { Model } from "../core/model.ts";
import { type RetryPolicy, waitToRetry } from "./retry-wait.ts";

/** With the deadline for a first event behind it, people see an outcome within 45 seconds. */
const policy: RetryPolicy = { retries: 2, latestMs: 15_000 };

/**
 * The one layer that asks again, and only while nothing of an answer has been passed on. Waits twice as long each
 * time, with jitter, or as long as the service says; where that is too long it gives up at once.
 */
export function withRetry(model: Model, deps: { clock: Clock; random: () => number }): Model {
  return {
    name: model.name,
    limits: model.limits,
    async *generate(request, signal) {
      const began = deps.clock.monotonic();
      for (let retries = 0; ; retries++) {
        let begun = false;
        try {
          for await (const event of model.generate(request, signal)) {
            begun = true;
            yield event;
          }
          return;
        } catch (error) {
          if (begun) throw error;
          await waitToRetry(error, { began, retries, policy }, deps, signal);
        }
      }
    },
  };
}
