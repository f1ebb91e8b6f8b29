import type { Branch } from "../core/branches.ts";
import type { CommandCall, CommandDeps } from "../core/command.ts";
import { readableAmong } from "../core/readable.ts";
import { branchNamed } from "./branch-named.ts";
import { findBranch } from "./find-branch.ts";

type Caller = Pick<CommandCall, "conversation" | "place" | "person">;
type Deps = Pick<CommandDeps, "store" | "platform">;

/**
 * The branch that a question was about, now that its button was pressed; undefined where it is gone for everyone.
 * @throws ParleyError `bad_input` where it is there and this person may not read it.
 */
export async function askedBranch(
  call: Caller,
  deps: Deps,
  name: string,
  signal: AbortSignal,
): Promise<Branch | undefined> {
  const all = await deps.store.branches.list(call.conversation.chat);
  return branchNamed(all, name, call) ? findBranch(call, deps, name, signal) : undefined;
}

/** The branches that were deleted and that this person could read, the last one first. */
export async function deletedBranches(call: Caller, deps: Deps, signal: AbortSignal): Promise<Branch[]> {
  const { conversation, place, person } = call;
  const { chat } = conversation;
  const deleted = await deps.store.branches.deleted(chat);
  return readableAmong(deleted.toReversed(), { chat, place, person }, deps, signal);
}
