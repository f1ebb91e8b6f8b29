import type { Located } from "../core/branches.ts";
import type { CommandCall, CommandDeps } from "../core/command.ts";
import { ParleyError } from "../core/errors.ts";
import type { Place } from "../core/inbound.ts";
import { readableBranches } from "./find-branch.ts";

export interface LinkedMessage {
  place: Place;
  /** Platform id. */
  id: string;
  located: Located;
}

/**
 * The message of this channel that a person means by its link or id.
 * @throws ParleyError `bad_input` where it is none that is kept here and that they may read.
 */
export async function linkedMessage(
  call: CommandCall,
  deps: CommandDeps,
  link: string,
  signal: AbortSignal,
): Promise<LinkedMessage> {
  const linked = deps.platform(call.place).linked(link, call.place);
  const located =
    linked && (await deps.store.branches.locate(linked.place, linked.id, call.conversation.branch));
  const isReadable =
    located && (await readableBranches(call, deps, signal)).some((b) => b.id === located.branch);
  if (linked && isReadable) return { ...linked, located };
  throw new ParleyError(
    "bad_input",
    "I don't know that message: it has to be one of this channel that was said to me or by me.",
  );
}
