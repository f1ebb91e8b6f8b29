import type { CommandCall, CommandDeps } from "../core/command.ts";
import { ParleyError } from "../core/errors.ts";
import type { JobId } from "../core/ids.ts";
import type { Response } from "../core/platform.ts";

/** Takes a merge back, however long ago it was, unless something was built upon it. */
export async function undoMerge(
  { job, person }: Pick<CommandCall, "job" | "person">,
  move: JobId,
  { store }: CommandDeps,
): Promise<Response> {
  const undone = await store.branches.undo({ id: job, move, by: person });
  switch (undone.kind) {
    case "undone":
      return { text: "↩️ The merge is undone: this conversation is what it was before.", visibility: "all" };
    case "already":
      throw new ParleyError("bad_input", "That merge is undone already.");
    case "gone":
      throw new ParleyError("bad_input", "That merge is not there any more.");
    case "built-upon":
      throw new ParleyError(
        "bad_input",
        "More was said here since, so the merge can't be undone. `/branch` with a link to a message before it goes on without it.",
      );
  }
}
