import type { Clock } from "../../core/clock.ts";
import { ParleyError } from "../../core/errors.ts";

/** Refusals in a row after which a channel is left alone, and for how long. */
const MAX_REFUSALS = 3;
const REST_MS = 60_000;

export interface Gates {
  /** Waits until calls of this kind may be made. @throws `rate_limited` where that is later than `until`. */
  pass(key: string, until: number, signal: AbortSignal): Promise<void>;
  /** Slack asked to wait: nothing passes before. */
  close(key: string, forMs: number): void;
  /** @throws `place_forbidden` while a channel that kept refusing is left alone. */
  enter(channel: string): void;
  /** What came of a call in a channel. */
  leave(channel: string, refused: boolean): void;
}

/**
 * What Slack's limits close and refusals shut. A limit counts per method and workspace, for posting per channel
 * (docs.slack.dev/apis/web-api/rate-limits): a gate's key is chosen accordingly by the caller.
 */
export function createGates(clock: Clock): Gates {
  const opensAt = new Map<string, number>();
  const refusals = new Map<string, { count: number; until: number }>();
  return {
    async pass(key, until, signal) {
      for (;;) {
        const opens = opensAt.get(key) ?? 0;
        const waitMs = opens - clock.now();
        if (waitMs <= 0) return void opensAt.delete(key);
        if (opens > until) {
          throw new ParleyError("rate_limited", "Slack asks for a longer wait than Parley is willing to", {
            retryable: true,
            retryAfterMs: waitMs,
          });
        }
        await clock.sleep(waitMs, signal);
      }
    },
    close(key, forMs) {
      opensAt.set(key, Math.max(opensAt.get(key) ?? 0, clock.now() + forMs));
    },
    enter(channel) {
      const state = refusals.get(channel);
      if (state && state.count >= MAX_REFUSALS && clock.now() < state.until) {
        throw new ParleyError(
          "place_forbidden",
          "Slack keeps refusing this channel; it is left alone for a while",
        );
      }
    },
    leave(channel, refused) {
      if (!refused) return void refusals.delete(channel);
      const count = (refusals.get(channel)?.count ?? 0) + 1;
      refusals.set(channel, { count, until: clock.now() + REST_MS });
    },
  };
}
