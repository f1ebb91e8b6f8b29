import type { Branch } from "../core/branches.ts";
import type { CommandCall, CommandDeps } from "../core/command.ts";
import { isParleyError } from "../core/errors.ts";

/**
 * Says something in a branch's own thread, once for this call.
 * @returns false where it can't be said; what it tells of has happened all the same.
 */
export async function noteInThread(
  call: Pick<CommandCall, "place" | "job" | "attempt">,
  branch: Pick<Branch, "thread">,
  say: () => Promise<string>,
  { platform }: Pick<CommandDeps, "platform">,
  signal: AbortSignal,
): Promise<boolean> {
  if (branch.thread === undefined) return true;
  const at = { ...call.place, thread: branch.thread };
  try {
    const text = await say();
    await platform(at).send(at, { text }, { job: call.job, part: 0, mayStand: call.attempt > 1 }, signal);
    return true;
  } catch (error) {
    if (signal.aborted || !isParleyError(error)) throw error;
    return false;
  }
}
