import { branchName } from "../core/branch-name.ts";
import type { Branch } from "../core/branches.ts";
import type { CommandCall, CommandDeps } from "../core/command.ts";
import { ParleyError } from "../core/errors.ts";
import type { Response } from "../core/platform.ts";
import { isKnownTo } from "../core/readable.ts";
import { branchNamed } from "./branch-named.ts";
import { code } from "./branch-words.ts";
import { findBranch, readableBranches } from "./find-branch.ts";
import { permitTidying } from "./permit-tidying.ts";

/** `/branches rename`. */
export async function renameBranch(
  call: CommandCall,
  deps: CommandDeps,
  old: string,
  signal: AbortSignal,
): Promise<Response> {
  const { name } = call.options;
  const renamed = name === undefined ? undefined : await renamedBefore(call, deps, old, signal);
  const branch = renamed ?? (await findBranch(call, deps, old, signal));
  await permitTidying(call, branch);
  if (name === undefined) throw new ParleyError("bad_input", `What is ${code(branch.name)} to be called?`);
  const fresh = branchName(String(name));
  const done = renamed ? "renamed" : await deps.store.branches.rename(branch.id, fresh);
  if (done === "taken") throw new ParleyError("bad_input", `There is a branch ${code(fresh)} already.`);
  if (done === "main") throw new ParleyError("bad_input", "`main` keeps its name: it is the way back.");
  if (done === "gone") throw new ParleyError("bad_input", `${code(branch.name)} is gone.`);
  const before = renamed ? old.trim() : branch.name;
  const visibility = isKnownTo(branch, call.place) ? "all" : "asker";
  return { text: `${code(before)} is now called ${code(fresh)}.`, visibility };
}

/** What an earlier attempt has renamed already: nothing has the old name, and one has the new. */
async function renamedBefore(
  call: CommandCall,
  deps: CommandDeps,
  old: string,
  signal: AbortSignal,
): Promise<Branch | undefined> {
  if (call.attempt === 1) return undefined;
  const fresh = branchName(String(call.options.name));
  const all = await readableBranches(call, deps, signal);
  const [before, after] = [branchNamed(all, old, call), branchNamed(all, fresh, call)];
  const isDone = after?.name === fresh && (before === undefined || before.id === after.id);
  return isDone ? after : undefined;
}
