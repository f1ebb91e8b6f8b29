import { branchName } from "../core/branch-name.ts";
import type { Command, CommandCall, CommandDeps } from "../core/command.ts";
import { titleFrom } from "../core/title.ts";
import { branchVerb } from "./branch-verb.ts";
import { branches } from "./branches.ts";
import { type LinkedMessage, linkedMessage } from "./linked-message.ts";
import { newBranch } from "./new-branch.ts";

export const branch: Command = {
  name: "branch",
  summary: "Go on from here in a thread of its own; this conversation stays as it is",
  order: "lane",
  right: "talk",
  menu: { label: "Branch from here", option: "from" },
  options: [
    { kind: "text", name: "name", summary: "The branch's name, from the topic if left out", required: false },
    { kind: "text", name: "from", summary: "The message to branch from: its link or id", required: false },
  ],
  async run(call, deps, signal) {
    const verb = await branchVerb(call, deps, signal);
    if (verb) return branches.run({ ...call, options: verb }, deps, signal);
    // only of a deletion is a question asked
    if (call.pressed && call.pressed.action !== "branch")
      return { text: "", settled: "That branch is not there any more.", visibility: "asker" };
    const { name, link } = readOptions(call);
    const linked = link === undefined ? undefined : await linkedMessage(call, deps, link, signal);
    return newBranch(
      call,
      {
        fork: {
          from: linked?.located.branch ?? call.conversation.branch,
          ...(linked ? { at: linked.located.message } : {}),
          name: name ?? (await topic(call, deps, linked)),
          numbered: name === undefined,
        },
        ...(linked ? { message: linked } : {}),
        origin: () => origin(call, deps, linked, signal),
        gone: "That message is not in this conversation.",
      },
      deps,
      signal,
    );
  },
};

/** Typed as words, the link comes last and so at the end of the name. */
function readOptions({ options }: CommandCall): { name: string | undefined; link: string | undefined } {
  const given = String(options.name ?? "");
  const tail = /(?:^|\s)<?(https?:\/\/\S+?)>?\s*$/.exec(given);
  const link = options.from === undefined ? tail?.[1] : String(options.from);
  const before = tail && options.from === undefined ? given.slice(0, tail.index) : given;
  const rest = before.trim().replace(/^["“](.*)["”]$/s, "$1");
  return { name: rest.trim() === "" ? undefined : branchName(rest), link };
}

/** An answer's first words say little; what was asked says what it is about. */
async function topic(
  { conversation }: CommandCall,
  { store }: CommandDeps,
  linked: LinkedMessage | undefined,
): Promise<string> {
  const { branch = conversation.branch, message } = linked?.located ?? {};
  return titleFrom((await store.branches.topic(branch, message)) ?? "branch");
}

async function origin(
  { place }: CommandCall,
  { platform }: CommandDeps,
  linked: LinkedMessage | undefined,
  signal: AbortSignal,
): Promise<string> {
  const thread = place.thread === undefined ? undefined : { place, id: place.thread };
  const at = linked ?? thread;
  const link = at && (await platform(place).permalink(at.place, at.id, signal));
  return link ? `[this message](${link})` : "what was said last in this channel";
}
