import type { Clock } from "../core/clock.ts";
import { ParleyError } from "../core/errors.ts";
import type { Model } from "../core/model.ts";
import type { LiveModel } from "./live.ts";

/** Milliseconds. */
export interface Deadlines {
  /** Until the first sign of life: connecting included. */
  firstEventMs: number;
  /** Between two signs of life. */
  stallMs: number;
}

const defaultDeadlines: Deadlines = { firstEventMs: 30_000, stallMs: 30_000 };

/** Gives up with `model_stalled` when nothing arrives for too long. The time a consumer takes does not count. */
export function withDeadline(
  model: LiveModel,
  deps: { clock: Clock },
  deadlines: Deadlines = defaultDeadlines,
): Model {
  const { clock } = deps;
  return {
    name: model.name,
    limits: model.limits,
    async *generate(request, signal) {
      const late = new AbortController();
      let allowedMs = deadlines.firstEventMs;
      /** When the wait under way began; absent while the consumer works. */
      let since: number | undefined = clock.monotonic();
      // One timer looks again when the wait it was set for has ended early: setting one per event costs more.
      const look = () => {
        const leftMs = since === undefined ? allowedMs : since + allowedMs - clock.monotonic();
        if (leftMs > 0) timer = clock.timer(leftMs, look);
        else late.abort();
      };
      let timer = clock.timer(allowedMs, look);
      try {
        for await (const event of model.generate(request, AbortSignal.any([signal, late.signal]))) {
          allowedMs = deadlines.stallMs;
          if (event.kind !== "alive") {
            since = undefined;
            yield event;
          }
          since = clock.monotonic();
        }
      } catch (error) {
        if (!late.signal.aborted || signal.aborted) throw error;
        const message = "the model service has gone silent";
        throw new ParleyError("model_stalled", message, { cause: error, retryable: true });
      } finally {
        timer[Symbol.dispose]();
      }
    },
  };
}
