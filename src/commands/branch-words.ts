import type { Branch } from "../core/branches.ts";
import type { CommandCall, CommandDeps } from "../core/command.ts";
import { ParleyError } from "../core/errors.ts";
import type { ChatId } from "../core/ids.ts";
import type { Store } from "../core/store.ts";

/** A name that people chose, as code: nothing in it formats, links or mentions. */
export function code(name: string): string {
  return `\`${name.replaceAll("`", "'")}\``;
}

/**
 * The branch that a person means by a name, whatever its case.
 * @throws ParleyError `bad_input` that names some there are.
 */
export async function findBranch(store: Store, chat: ChatId, name: string): Promise<Branch> {
  const all = await store.branches.list(chat);
  const wanted = name.trim().toLowerCase();
  const found = all.find((b) => b.name.toLowerCase() === wanted);
  if (found) return found;
  const some = all.slice(-10).map((b) => code(b.name));
  throw new ParleyError("bad_input", `There is no branch ${code(name)} here. There are: ${some.join(", ")}.`);
}

/** Names to choose from as one is typed: those that begin with it first. */
export async function suggestBranches(
  typed: string,
  { conversation }: Pick<CommandCall, "conversation">,
  { store }: CommandDeps,
) {
  const wanted = typed.trim().toLowerCase();
  const names = (await store.branches.list(conversation.chat)).map((b) => b.name);
  const fitting = names.filter((name) => name.toLowerCase().includes(wanted));
  return fitting
    .sort((a, b) => Number(b.toLowerCase().startsWith(wanted)) - Number(a.toLowerCase().startsWith(wanted)))
    .map((name) => ({ name, value: name }));
}
