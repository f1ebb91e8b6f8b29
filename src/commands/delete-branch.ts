import type { Branch } from "../core/branches.ts";
import type { CommandCall, CommandDeps } from "../core/command.ts";
import type { Response } from "../core/platform.ts";
import { isKnownTo } from "../core/readable.ts";
import { askedBranch, deletedBranches } from "./asked-branch.ts";
import { branchNamed } from "./branch-named.ts";
import { code } from "./branch-words.ts";
import { findBranch } from "./find-branch.ts";
import { permitTidying } from "./permit-tidying.ts";

/** `/branches delete`: asks first. */
export async function deleteBranch(
  call: CommandCall,
  deps: CommandDeps,
  name: string,
  signal: AbortSignal,
): Promise<Response> {
  if (call.pressed) return answered(call, deps, name, signal);
  const branch = await findBranch(call, deps, name, signal);
  await permitTidying(call, branch);
  const buttons = [
    { action: "confirm", label: "Delete", job: call.job },
    { action: "cancel", label: "Keep", job: call.job },
  ] as const;
  const text = `Delete ${code(branch.name)} (${branch.messages} messages)? What was branched from it stays, and writing to me in its thread brings it back.`;
  return { text, visibility: "asker", buttons };
}

async function answered(
  call: CommandCall,
  deps: CommandDeps,
  name: string,
  signal: AbortSignal,
): Promise<Response> {
  const { store, cancel } = deps;
  const there = await askedBranch(call, deps, name, signal);
  const branch = there ?? branchNamed(await deletedBranches(call, deps, signal), name, call);
  if (!branch) return over(`${code(name)} is not there any more.`);
  await permitTidying(call, branch);
  const isTried = call.attempt > 1 && call.pressed?.action === "confirm";
  // an earlier attempt may have done it
  if (!there && !isTried) return over(`${code(branch.name)} is deleted already.`);
  if (call.pressed?.action === "cancel") return over(`${code(branch.name)} stays.`);
  const done = there ? await store.branches.remove(branch.id) : "removed";
  if (done === "main") return over("`main` can't be deleted.");
  if (done === "current")
    return over("The channel goes on with that branch. `/switch` to another one and delete it then.");
  if (done === "removed") cancel(await store.jobs.cancel({ lane: branch.id }));
  return told(branch, call);
}

/** The question, for the asker alone, says what came of it. */
function over(settled: string): Response {
  return { text: "", settled, visibility: "asker" };
}

/** All are told who may know of the branch. */
function told(branch: Branch, { place }: CommandCall): Response {
  const text = `${code(branch.name)} is deleted.`;
  if (!isKnownTo(branch, place)) return over(text);
  return { text, settled: `Delete ${code(branch.name)}? Confirmed.`, visibility: "all" };
}
