import type { Branch } from "../core/branches.ts";
import type { CommandCall, CommandDeps } from "../core/command.ts";
import { ParleyError } from "../core/errors.ts";
import { code } from "./branch-words.ts";

/**
 * What was said in a private thread is not brought before the others of its channel.
 * @throws ParleyError `bad_input`
 */
export async function keepPrivate(
  branch: Branch,
  { place }: Pick<CommandCall, "place">,
  { platform }: Pick<CommandDeps, "platform">,
  signal: AbortSignal,
): Promise<void> {
  if (branch.thread === undefined || branch.thread === place.thread) return;
  if (!(await platform(place).members.isPrivate({ ...place, thread: branch.thread }, signal))) return;
  throw new ParleyError(
    "bad_input",
    `${code(branch.name)} stands in a private thread, and here others would read what was said there. It stays where it is; what is meant for all can be said here again.`,
  );
}
