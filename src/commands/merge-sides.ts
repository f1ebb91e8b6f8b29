import type { Branch, Merge, Refused } from "../core/branches.ts";
import type { CommandCall } from "../core/command.ts";
import { code } from "./branch-words.ts";

/** What goes where: a merge brings its source into the conversation it is asked for in. */
export function sides(
  { conversation }: Pick<CommandCall, "conversation">,
  source: Pick<Branch, "id">,
): Pick<Merge, "chat" | "source" | "target"> {
  return { chat: conversation.chat, source: source.id, target: conversation.branch };
}

export function refusalOf({ why }: Refused, source: Pick<Branch, "name">): string {
  return {
    itself: "That is this branch itself.",
    ancestor: `This branch grew out of ${code(source.name)}, so it can't be merged here. Merge this one there instead.`,
    gone: "That branch is gone.",
    private: `${code(source.name)} stands in a private thread: people here who are not in it would get to read it, so it can't be merged here.`,
  }[why];
}
