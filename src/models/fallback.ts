import type { Clock } from "../core/clock.ts";
import { isParleyError, ParleyError } from "../core/errors.ts";
import type { Model } from "../core/model.ts";

/** Milliseconds since the request began, by which one of the models must have said something. */
const firstEventWithinMs = 45_000;

/** Failures that another model may not have. */
const passing = new Set([
  "model_unreachable",
  "model_overloaded",
  "model_stalled",
  "model_rejected",
  "model_unauthorised",
]);

/**
 * Asks the next model when one fails before it has said anything. Name and limits are the first model's; when all
 * fail, so is the failure.
 */
export function withFallback(first: Model, others: readonly Model[], deps: { clock: Clock }): Model {
  const { clock } = deps;
  return {
    name: first.name,
    limits: first.limits,
    async *generate(request, signal) {
      const began = clock.monotonic();
      let failure: unknown;
      for (const model of [first, ...others]) {
        const late = new AbortController();
        const leftMs = firstEventWithinMs - (clock.monotonic() - began);
        if (leftMs <= 0) break;
        using timer = clock.timer(leftMs, () => late.abort());
        let begun = false;
        try {
          for await (const event of model.generate(request, AbortSignal.any([signal, late.signal]))) {
            if (!begun) timer[Symbol.dispose]();
            begun = true;
            yield event.kind === "usage" && model !== first ? { ...event, model: model.name } : event;
          }
          return;
        } catch (error) {
          const stalled = late.signal.aborted && !signal.aborted;
          failure ??= stalled ? silent(error) : error;
          if (begun || !(stalled || (isParleyError(error) && passing.has(error.code)))) throw error;
        }
      }
      throw failure;
    },
  };
}

function silent(cause: unknown): ParleyError {
  return new ParleyError("model_stalled", "no model said anything in time", { cause, retryable: true });
}
