import type { Branch, Spent } from "../core/branches.ts";
import type { Command, CommandCall, CommandDeps } from "../core/command.ts";
import { ParleyError } from "../core/errors.ts";
import type { Response } from "../core/platform.ts";
import { isKnownTo } from "../core/readable.ts";
import { ago } from "./ago.ts";
import { branchTree, pageSize } from "./branch-tree.ts";
import { code } from "./branch-words.ts";
import { deleteBranch } from "./delete-branch.ts";
import { readableBranches, suggestBranches } from "./find-branch.ts";
import { renameBranch } from "./rename-branch.ts";
import { spending } from "./spending.ts";

export const branches: Command = {
  name: "branches",
  summary: "The branches of this conversation; rename or delete one",
  order: "now",
  right: "read",
  options: [
    {
      kind: "choice",
      name: "action",
      summary: "What to do instead of listing them",
      required: false,
      choices: [
        { name: "rename", value: "rename" },
        { name: "delete", value: "delete" },
      ],
    },
    {
      kind: "text",
      name: "branch",
      summary: "The branch to rename or delete",
      required: false,
      suggests: true,
    },
    { kind: "text", name: "name", summary: "Its new name", required: false },
    { kind: "number", name: "page", summary: "Which page of a long list", required: false, min: 1 },
  ],
  suggest: suggestBranches,
  async run(call, deps, signal) {
    const { action, branch } = call.options;
    if (action === undefined) return list(call, deps, signal);
    if (branch === undefined) throw new ParleyError("bad_input", `Which branch is to be ${String(action)}d?`);
    const work = action === "rename" ? renameBranch : deleteBranch;
    return work(call, deps, String(branch), signal);
  },
};

async function list(call: CommandCall, deps: CommandDeps, signal: AbortSignal): Promise<Response> {
  const { store, platform, drawBranches } = deps;
  const { chat, branch: here } = call.conversation;
  const [readable, moves, spent] = await Promise.all([
    readableBranches(call, deps, signal),
    store.branches.merges(chat),
    store.branches.spent(chat),
  ]);
  const all = readable.filter((b) => isKnownTo(b, call.place));
  const isListed = new Set(all.map((b) => b.id));
  const merges = moves.filter((m) => isListed.has(m.source) && isListed.has(m.target));
  const elsewhere = readable.length - all.length;
  const tree = branchTree(all);
  const pages = Math.max(1, Math.ceil(tree.length / pageSize));
  const page = Math.min(Number(call.options.page ?? 1), pages);
  const shown = tree.slice((page - 1) * pageSize, page * pageSize);
  const lines = await Promise.all(
    shown.map(async ({ branch, depth }) => {
      const at = branch.thread === undefined ? undefined : { ...call.place, thread: branch.thread };
      const link = at && (await platform(at).permalink(at, at.thread, signal));
      return `${"  ".repeat(depth)}- ${describe(branch, spent.get(branch.id), call.at, branch.id === here)}${link ? ` · [open](${link})` : ""}`;
    }),
  );
  const more = pages > 1 ? `\n\nPage ${page} of ${pages}: \`page:${(page % pages) + 1}\` for the next.` : "";
  const rest = elsewhere === 0 ? "" : "\n\nThose of private threads are listed in there.";
  // the picture shows all of them, whichever page is asked for
  const picture = page === 1 ? await drawBranches({ branches: all, merges, here }) : undefined;
  const files = picture ? [picture] : [];
  // for all: it is everyone's conversation, and Slack can't show a picture to one person in a channel
  return { text: `**Branches**\n${lines.join("\n")}${more}${rest}`, visibility: "all", files };
}

function describe(branch: Branch, spent: Spent | undefined, now: number, here: boolean): string {
  const facts = [
    branch.author ? `by ${code(branch.author.name)}` : undefined,
    branch.messages === 1 ? "1 message" : `${branch.messages} messages`,
    ...spending(spent),
    ago(now - branch.activeAt),
    branch.merged ? "merged" : undefined,
    branch.current && !branch.main ? "the channel goes on with it" : undefined,
    branch.thread === undefined && !branch.main ? "no thread" : undefined,
    here ? "**here**" : undefined,
  ];
  return [code(branch.name), ...facts.filter((fact) => fact !== undefined)].join(" · ");
}
