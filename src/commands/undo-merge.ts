import type { Branch, Undone } from "../core/branches.ts";
import type { CommandCall, CommandDeps } from "../core/command.ts";
import type { JobId } from "../core/ids.ts";
import type { Response } from "../core/platform.ts";
import { code, messages } from "./branch-words.ts";
import { noteInThread } from "./thread-note.ts";

type Taken = Extract<Undone, { by: string }>;

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
      const { source, target } = await sidesOf(call, undone, deps);
      // people in the branch's thread may not know of a private one that it went into
      const isKnown = target && (target.audience === undefined || target.audience === source?.audience);
      const name = isKnown ? code(target.name) : "another branch";
      // a thread that was put away comes out again by what is said in it
      const note = async () =>
        `↩️ ${code(call.person.name)} undid the merge of this branch into ${name}. It goes on here.`;
      if (source) await noteInThread(call, source, note, deps, signal);
      const text = "↩️ The merge is undone: this conversation is what it was before.";
      return { text, settled: settledOf(undone, source), visibility: "all" };
    }
    case "already": {
      const settled = settledOf(undone, (await sidesOf(call, undone, deps)).source);
      return { text: "That merge is undone already.", settled, visibility: "asker" };
    }
    case "gone":
      return { text: "", settled: "That merge is not there any more.", visibility: "asker" };
    case "built-upon":
      return {
        text: "More was said here since, so the merge can't be undone. What was here before it can go on without it, in a branch of its own.",
        visibility: "asker",
        buttons: [{ action: "without", label: "Branch without it", job: move }],
      };
  }
}

async function sidesOf(
  { conversation }: CommandCall,
  { source, target }: Taken,
  { store }: CommandDeps,
): Promise<{ source: Branch | undefined; target: Branch | undefined }> {
  const all = await store.branches.list(conversation.chat);
  return { source: all.find((b) => b.id === source), target: all.find((b) => b.id === target) };
}

/** What the message says that told of the merge. */
function settledOf({ how, added, by }: Taken, source: Branch | undefined): string {
  const name = source ? code(source.name) : "a branch";
  return `↩️ The merge of ${name} (${how}, ${messages(added)}) was undone by ${code(by)}.`;
}
