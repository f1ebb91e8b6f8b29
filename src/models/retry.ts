import type { Clock } from "../core/clock.ts";
import { isParleyError, ParleyError } from "../core/errors.ts";
import type { Model } from "../core/model.ts";

const maxRetries = 2;
/** Milliseconds before the first retry; doubled for the next. */
const baseMs = 500;
/**
 * Milliseconds since the request began, after which nothing is begun again: with the deadline for a first
 * event behind it, people see an outcome within 45 seconds.
 */
const latestMs = 15_000;

/**
 * The one layer that asks again, and only while nothing of an answer has been passed on. Waits twice as long each
 * time, with jitter, or as long as the service says; where that is too long it gives up at once.
 */
export function withRetry(model: Model, deps: { clock: Clock; random: () => number }): Model {
  const { clock, random } = deps;
  return {
    name: model.name,
    limits: model.limits,
    async *generate(request, signal) {
      const began = clock.monotonic();
      for (let retries = 0; ; retries++) {
        let begun = false;
        try {
          for await (const event of model.generate(request, signal)) {
            begun = true;
            yield event;
          }
          return;
        } catch (error) {
          if (begun || retries === maxRetries || !isParleyError(error) || !error.retryable) throw error;
          const backoffMs = baseMs * 2 ** retries * (0.5 + random() / 2);
          const waitMs = Math.max(backoffMs, error.retryAfterMs ?? 0);
          if (clock.monotonic() - began + waitMs > latestMs) throw error;
          await clock.sleep(waitMs, signal).catch(() => {});
          if (signal.aborted) {
            throw new ParleyError("cancelled", "the request was cancelled");
          }
        }
      }
    },
  };
}
