import type { Command, CommandCall, CommandDeps } from "../core/command.ts";
import type { Participant } from "../core/sharing.ts";
import { ago } from "./ago.ts";
import { pageSize } from "./branch-tree.ts";
import { code } from "./branch-words.ts";
import { readableBranches } from "./find-branch.ts";
import { spending } from "./spending.ts";

export const who: Command = {
  name: "who",
  summary: "Who takes part here, as what, and what this chat is set to",
  order: "now",
  right: "read",
  options: [{ kind: "number", name: "page", summary: "Which page of a long list", required: false, min: 1 }],
  async run(call, deps, signal) {
    const readable = await readableBranches(call, deps, signal);
    const { chat } = call.conversation;
    const people = await deps.store.sharing.participants(
      chat,
      readable.map((branch) => branch.id),
    );
    const pages = Math.max(1, Math.ceil(people.length / pageSize));
    const page = Math.min(Math.floor(Number(call.options.page ?? 1)), pages);
    const shown = people.slice((page - 1) * pageSize, page * pageSize);
    const lines = [
      heading(call, people),
      await here(call, deps),
      "",
      ...shown.map((participant) => `- ${describe(participant, call)}`),
      ...(await invited(call, deps)),
      pages > 1 ? `\nPage ${page} of ${pages}: \`page:${(page % pages) + 1}\` for the next.` : "",
    ];
    return { text: lines.join("\n").trimEnd(), visibility: "asker" };
  },
};

function heading({ standing }: CommandCall, people: readonly Participant[]): string {
  if (!standing.shared)
    return "**Not a shared chat**: I keep only what is said to me. Those who said something:";
  const owner = people.find((p) => p.role === "owner");
  return `**Shared chat**, owned by ${owner ? code(owner.person.name) : "nobody"}. I keep what is said here.`;
}

async function here({ conversation, at }: CommandCall, { store, models }: CommandDeps): Promise<string> {
  const { chat } = conversation;
  const [all, spent] = await Promise.all([store.branches.list(chat), store.branches.spent(chat)]);
  const branch = all.find((b) => b.id === conversation.branch);
  const model = conversation.settings.model ?? `${models.default} (the default)`;
  if (!branch) return `Answered by ${code(model)}.`;
  const messages = branch.messages === 1 ? "1 message" : `${branch.messages} messages`;
  const facts = [messages, ...spending(spent.get(branch.id)), ago(at - branch.activeAt)].join(" · ");
  return `Branch ${code(branch.name)} · ${facts} · answered by ${code(model)}`;
}

function describe({ person, role, left, messages, activeAt }: Participant, call: CommandCall): string {
  const { shared, settings } = call.standing;
  const facts = [
    left ? "left" : (role ?? (shared ? (settings.everyone ?? "editor") : undefined)),
    messages === 1 ? "1 message" : `${messages} messages`,
    activeAt === undefined ? undefined : ago(call.at - activeAt),
    person.id === call.person.id ? "**you**" : undefined,
  ];
  return [code(person.name), ...facts.filter((fact) => fact !== undefined)].join(" · ");
}

/** Only whoever invited, and the owner, learn of invitations that nobody has answered yet. */
async function invited(call: CommandCall, { store }: CommandDeps): Promise<string[]> {
  const pending = await store.invitations.pending(call.conversation.chat, call.at);
  const mine = pending.filter((i) => call.standing.role === "owner" || i.inviter.id === call.person.id);
  return mine.map((i) => {
    const hours = Math.max(1, Math.round((i.expiresAt - call.at) / 3_600_000));
    return `- ${code(i.person.name)} · invited as ${i.role} by ${code(i.inviter.name)}, not answered yet, ${hours} h left`;
  });
}
