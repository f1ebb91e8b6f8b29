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
      if (!isParleyError(error, "outcome_unknown") || !error.retryable) throw error;
      using ending = givenBack(signal);
      // whoever goes on with the job looks again
      await clock.sleep(Math.max(waitMs, error.retryAfterMs ?? 0), ending.signal).catch(() => {
        throw error;
      });
    }
  }
  return write(true);
}

/** Aborted when the job is given back. One that people cancel is still to be known of. */
function givenBack(signal: AbortSignal): Disposable & { signal: AbortSignal } {
  const ending = new AbortController();
  const look = () => {
    if (signal.aborted && stopReason(signal)?.kind !== "cancelled") ending.abort(signal.reason);
  };
  look();
  signal.addEventListener("abort", look);
  return { signal: ending.signal, [Symbol.dispose]: () => signal.removeEventListener("abort", look) };
}
