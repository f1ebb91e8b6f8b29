import type { Clock } from "./clock.ts";
import { isParleyError } from "./errors.ts";
import { stopReason } from "./lanes.ts";

/** Waits between looks for a message of which nobody knows whether it stands, milliseconds: about three minutes in all. */
const lookAgainMs = [3_000, 6_000, 12_000, 25_000, 60_000, 60_000];

/**
 * A platform may not let us look just now. Nothing is sent twice for that: `write` looks first when it is told that it
 * is not the first try.
 * @throws `outcome_unknown` when patience runs out.
 */
export async function untilKnown<T>(
  write: (again: boolean) => Promise<T>,
  { clock }: { clock: Clock },
  signal: AbortSignal,
): Promise<T> {
  for (const [tries, waitMs] of lookAgainMs.entries()) {
    try {
      return await write(tries > 0);
    } catch (error) {
      const passing = isParleyError(error, "outcome_unknown") && error.retryable;
      const givenBack = stopReason(signal) && stopReason(signal)?.kind !== "cancelled";
      if (!passing || givenBack) throw error;
      await clock.sleep(Math.max(waitMs, error.retryAfterMs ?? 0));
    }
  }
  return write(true);
}
