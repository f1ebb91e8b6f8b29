import type { Clock } from "../../core/clock.ts";
import { ParleyError } from "../../core/errors.ts";

/** @throws ParleyError `cancelled` when `signal` is aborted first. */
export async function wait(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  try {
    await clock.sleep(ms, signal);
  } catch (cause) {
    throw new ParleyError("cancelled", "waiting for Discord was cancelled", { cause });
  }
}
