import type { CommandCall, CommandDeps } from "../core/command.ts";
import type { JobId } from "../core/ids.ts";
import type { Response } from "../core/platform.ts";
import { code } from "./branch-words.ts";
import { newBranch } from "./new-branch.ts";

/** Of each of the two names, so that both can be told apart in a thread's title. */
const longest = 26;

/** Goes on in a branch of its own with what was here before a merge: for one that can't be undone any more. */
export async function branchBefore(
  call: CommandCall,
  merge: JobId,
  deps: CommandDeps,
  signal: AbortSignal,
): Promise<Response> {
  const { place, conversation, options } = call;
  const all = await deps.store.branches.list(conversation.chat);
  const target = all.find((b) => b.id === conversation.branch)?.name ?? "main";
  // as it was named when it was merged, which whoever asks can read above
  const source = String(options.branch).trim();
  const response = await newBranch(
    call,
    {
      fork: {
        from: conversation.branch,
        before: merge,
        name: `${short(target)} before ${short(source)}`,
        numbered: true,
      },
      async origin() {
        const thread = place.thread && (await deps.platform(place).permalink(place, place.thread, signal));
        const where = thread ? `[this thread](${thread})` : "this channel";
        return `what was said before ${code(source)} was merged into ${where}`;
      },
      gone: "That merge is not there any more.",
    },
    deps,
    signal,
  );
  const settled = `More was said here since. What was here before ${code(source)} was merged goes on in a branch of its own.`;
  return { ...response, settled };
}

function short(name: string): string {
  const characters = [...name];
  return characters.length <= longest
    ? name
    : `${characters
        .slice(0, longest - 1)
        .join("")
        .trimEnd()}…`;
}
