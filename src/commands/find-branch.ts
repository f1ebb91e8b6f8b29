import type { Branch } from "../core/branches.ts";
import type { CommandCall, CommandDeps } from "../core/command.ts";
import { ParleyError } from "../core/errors.ts";
import { readableBranches as readable } from "../core/readable.ts";
import { branchNamed } from "./branch-named.ts";
import { code } from "./branch-words.ts";

type Caller = Pick<CommandCall, "conversation" | "place" | "person">;

const suggestWithinMs = 1_500;

/** The branches of the chat that whoever asks may read. */
export function readableBranches(
  { conversation, place, person }: Caller,
  deps: Pick<CommandDeps, "store" | "platform">,
  signal: AbortSignal,
): Promise<Branch[]> {
  return readable({ chat: conversation.chat, place, person }, deps, signal);
}

/**
 * The branch that a person means by a name, whatever its case.
 * @throws ParleyError `bad_input` that names some there are.
 */
export async function findBranch(
  call: Caller,
  deps: Pick<CommandDeps, "store" | "platform">,
  name: string,
  signal: AbortSignal,
): Promise<Branch> {
  const all = await readableBranches(call, deps, signal);
  const found = branchNamed(all, name, call);
  if (found) return found;
  const some = all.slice(-10).map((b) => code(b.name));
  throw new ParleyError("bad_input", `There is no branch ${code(name)} here. There are: ${some.join(", ")}.`);
}

/** Names to choose from as one is typed: those that begin with it first. */
export async function suggestBranches(typed: string, call: Caller, deps: CommandDeps) {
  const wanted = typed.trim().toLowerCase();
  const branches = await readableBranches(call, deps, AbortSignal.timeout(suggestWithinMs));
  const fitting = branches.map((b) => b.name).filter((name) => name.toLowerCase().includes(wanted));
  return fitting
    .sort((a, b) => Number(b.toLowerCase().startsWith(wanted)) - Number(a.toLowerCase().startsWith(wanted)))
    .map((name) => ({ name, value: name }));
}
