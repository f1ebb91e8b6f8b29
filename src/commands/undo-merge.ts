import type { CommandCall, CommandDeps } from "../core/command.ts";
import { ParleyError } from "../core/errors.ts";
import type { JobId } from "../core/ids.ts";
import type { Response } from "../core/platform.ts";
import { code } from "./branch-words.ts";
import { noteInThread } from "./thread-note.ts";

/** Takes a merge back, however long ago it was, unless something was built upon it. */
export async function undoMerge(
  call: CommandCall,
  move: JobId,
  deps: CommandDeps,
  signal: AbortSignal,
): Promise<Response> {
  const { store } = deps;
  const undone = await store.branches.undo({ id: call.job, move, by: call.person });
  switch (undone.kind) {
    case "undone": {
      const all = await store.branches.list(call.conversation.chat);
      const [source, target] = [undone.source, undone.target].map((id) => all.find((b) => b.id === id));
      // people in the branch's thread may not know of a private one that it went into
      const isKnown = target && (target.audience === undefined || target.audience === source?.audience);
      const name = isKnown ? code(target.name) : "another branch";
      // a thread that was put away comes out again by what is said in it
      const note = async () =>
        `↩️ ${code(call.person.name)} undid the merge of this branch into ${name}. It goes on here.`;
      if (source) await noteInThread(call, source, note, deps, signal);
      return { text: "↩️ The merge is undone: this conversation is what it was before.", visibility: "all" };
    }
    case "already":
      throw new ParleyError("bad_input", "That merge is undone already.");
    case "gone":
      throw new ParleyError("bad_input", "That merge is not there any more.");
    case "built-upon":
      return {
        text: "More was said here since, so the merge can't be undone. What was here before it can go on without it, in a branch of its own.",
        visibility: "asker",
        buttons: [{ action: "without", label: "Branch without it", job: move }],
      };
  }
}
