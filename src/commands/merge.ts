import type { Branch, Merge } from "../core/branches.ts";
import type { Command, CommandCall, CommandDeps } from "../core/command.ts";
import { digest } from "../core/digest.ts";
import type { Response } from "../core/platform.ts";
import { askedBranch } from "./asked-branch.ts";
import { branchBefore } from "./branch-before.ts";
import { code, messages } from "./branch-words.ts";
import { findBranch, suggestBranches } from "./find-branch.ts";
import { previewMerge } from "./merge-preview.ts";
import { refusalOf, sides } from "./merge-sides.ts";
import { noteInThread } from "./thread-note.ts";
import { undoMerge } from "./undo-merge.ts";

type How = Merge["how"]["kind"];

export const merge: Command = {
  name: "merge",
  summary: "Bring a branch into this conversation, after a look at what it would bring",
  order: "lane",
  right: "merge",
  options: [
    { kind: "text", name: "branch", summary: "The branch to bring here", required: true, suggests: true },
    {
      kind: "choice",
      name: "how",
      summary: "Its messages after these (append), in place of these (replace), or in short (digest)",
      required: false,
      choices: ["append", "replace", "digest"].map((value) => ({ name: value, value })),
    },
    {
      kind: "choice",
      name: "along",
      summary: "Also bring what it shows of other branches and this one lacks",
      required: false,
      choices: ["yes", "no"].map((value) => ({ name: value, value })),
    },
  ],
  suggest: suggestBranches,
  async run(call, deps, signal) {
    if (call.pressed?.action === "undo") return undoMerge(call, call.pressed.of, deps, signal);
    if (call.pressed?.action === "without") return branchBefore(call, call.pressed.of, deps, signal);
    if (call.pressed?.action === "cancel") return over("Nothing was merged.");
    const [name, how] = [String(call.options.branch), (call.options.how ?? "append") as How];
    if (!call.pressed) return previewMerge(call, await findBranch(call, deps, name, signal), how, deps);
    const source = await askedBranch(call, deps, name, signal);
    if (!source) return over(`${code(name)} is not there any more. Nothing was merged.`);
    const { options } = call;
    const wanted = call.pressed.action === "along" ? { ...options, along: "yes" } : options;
    return confirmed({ ...call, options: wanted }, source, how, deps, signal);
  },
};

/** The move has the first command's id, so however often this is tried it is made once. */
async function confirmed(
  call: CommandCall,
  source: Branch,
  how: How,
  deps: CommandDeps,
  signal: AbortSignal,
): Promise<Response> {
  const { store } = deps;
  const id = call.pressed?.of ?? call.job;
  const target = (await store.branches.list(call.conversation.chat)).find(
    (b) => b.id === call.conversation.branch,
  );
  const wanted = { ...sides(call, source), id, by: call.person };
  const way = await wayOf(how, call, source, target?.name ?? "main", deps, signal);
  const done = way ? await store.branches.merge({ ...wanted, how: way }) : ({ kind: "nothing" } as const);
  if (done.kind === "refused") return over(`${refusalOf(done, source)} Nothing was merged.`);
  if (done.kind === "nothing")
    return over(`There was nothing in ${code(source.name)} that is not here already.`);
  const kept = done.kept === undefined ? "" : ` What was said here before is kept as ${code(done.kept)}.`;
  // people in the branch's thread may not know of a private one that it went into
  const isKnown = target?.audience === undefined || target.audience === source.audience;
  const noted = isKnown ? await closeBranch(call, source, target?.name ?? "main", deps, signal) : "";
  const text = `🔗 ${code(call.person.name)} merged ${code(source.name)} here (${how}): ${messages(done.added)}.${kept}${noted}${done.digest ? `\n\n${done.digest}` : ""}`;
  const settled = `**Merge ${code(source.name)}?** Confirmed by ${code(call.person.name)}.`;
  return { text, settled, visibility: "all", buttons: [{ action: "undo", label: "Undo", job: id }] };
}

/** @returns undefined where there is nothing to sum up. */
async function wayOf(
  how: How,
  call: CommandCall,
  source: Branch,
  target: string,
  { store, models }: CommandDeps,
  signal: AbortSignal,
): Promise<Merge["how"] | undefined> {
  if (how === "append") return { kind: how, along: call.options.along === "yes" };
  if (how === "replace")
    return { kind: how, keepAs: `${target} until ${new Date(call.at).toISOString().slice(0, 10)}` };
  const said = await store.branches.unmerged(sides(call, source));
  if (said.length === 0) return undefined;
  const model = models.open(call.conversation.settings.model ?? models.default);
  return { kind: how, ...(await digest(said, model, signal)), at: call.at };
}

/** Tells those who are in the branch's thread, and puts it away. @returns what there is to say where that can't be done. */
async function closeBranch(
  call: CommandCall,
  source: Branch,
  target: string,
  deps: CommandDeps,
  signal: AbortSignal,
): Promise<string> {
  if (source.thread === undefined) return "";
  const { place, person } = call;
  const note = async () => {
    const link = await deps.platform(place).permalink(place, place.thread, signal);
    return `🔗 ${code(person.name)} merged this branch into ${code(target)} ([go there](${link})). Writing here goes on with it, and it can be merged again.`;
  };
  if (!(await noteInThread(call, source, note, deps, signal)))
    return " (I could not leave a note in its thread.)";
  await deps.platform(place).closeThread({ ...place, thread: source.thread }, signal);
  return "";
}

/** The preview, and whoever sees it, is told what came of it; it can't be answered again. */
function over(settled: string): Response {
  return { text: "", settled, visibility: "asker" };
}
