import type { Branch } from "../core/branches.ts";
import type { CommandCall, CommandDeps } from "../core/command.ts";
import { ParleyError } from "../core/errors.ts";
import { readableBranches } from "../core/readable.ts";
import { code } from "./branch-words.ts";

type Asking = Pick<CommandCall, "place" | "person" | "conversation">;

/** The branches of the chat that the person who asks may read. */
export function readable(
  { place, person, conversation }: Asking,
  deps: CommandDeps,
  signal: AbortSignal,
): Promise<Branch[]> {
  return readableBranches({ chat: conversation.chat, place, person }, deps, signal);
}

/**
 * The branch that a person means by a name, whatever its case.
 * @throws ParleyError `bad_input` that names some there are.
 */
export async function findBranch(
  name: string,
  asking: Asking,
  deps: CommandDeps,
  signal: AbortSignal,
): Promise<Branch> {
  const all = await readable(asking, deps, signal);
  const wanted = name.trim().toLowerCase();
  const found = all.find((b) => b.name.toLowerCase() === wanted);
  if (found) return found;
  const some = all.slice(-10).map((b) => code(b.name));
  throw new ParleyError("bad_input", `There is no branch ${code(name)} here. There are: ${some.join(", ")}.`);
}

/** How long whoever types may wait for names to choose from, milliseconds. */
const suggestWithinMs = 2_000;

/** Names to choose from as one is typed: those that begin with it first. */
export async function suggestBranches(typed: string, asking: Asking, deps: CommandDeps) {
  const wanted = typed.trim().toLowerCase();
  const names = (await readable(asking, deps, AbortSignal.timeout(suggestWithinMs))).map((b) => b.name);
  const fitting = names.filter((name) => name.toLowerCase().includes(wanted));
  return fitting
    .sort((a, b) => Number(b.toLowerCase().startsWith(wanted)) - Number(a.toLowerCase().startsWith(wanted)))
    .map((name) => ({ name, value: name }));
}
