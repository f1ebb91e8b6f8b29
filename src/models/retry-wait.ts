import type { Clock } from "../core/clock.ts";
import { isParleyError, ParleyError } from "../core/errors.ts";

export interface RetryPolicy {
  /** How often it is asked again at most. */
  retries: number;
  /** Milliseconds since the request began, after which nothing is begun again. */
  latestMs: number;
}

/** Milliseconds before the first retry; doubled for the next. */
const baseMs = 500;

/**
 * Waits until a failed request may be made again.
 * @param so `began` by the monotonic clock; `retries` made so far.
 * @throws the failure itself where asking again is of no use or would come too late, `cancelled`
 */
export async function waitToRetry(
  failure: unknown,
  so: { began: number; retries: number; policy: RetryPolicy },
  { clock, random }: { clock: Clock; random: () => number },
  signal: AbortSignal,
): Promise<void> {
  const { began, retries, policy } = so;
  if (retries === policy.retries || !isParleyError(failure) || !failure.retryable) throw failure;
  const backoffMs = baseMs * 2 ** retries * (0.5 + random() / 2);
  const waitMs = Math.max(backoffMs, failure.retryAfterMs ?? 0);
  if (clock.monotonic() - began + waitMs > policy.latestMs) throw failure;
  await clock.sleep(waitMs, signal).catch(() => {});
  if (signal.aborted) throw new ParleyError("cancelled", "the request was cancelled");
}
