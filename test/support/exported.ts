import assert from "node:assert/strict";
import type { ExportEntry, OpenExport } from "../../src/core/export.ts";
import type { BranchId, ChatId } from "../../src/core/ids.ts";
import type { Store } from "../../src/core/store.ts";

export interface Exported {
  open: OpenExport;
  /** A branch's whole path, as texts. */
  branch(id: BranchId): Promise<string[]>;
  /** What stands under each branch of the tree, by name: texts, and in brackets what is said between them. */
  tree(order?: readonly BranchId[]): Promise<Record<string, string[]>>;
}

/** An export in the words of a test. */
export async function exported(store: Store, chat: ChatId): Promise<Exported> {
  const open = await store.exports.open(chat);
  assert.ok(open);
  const nameOf = (id: BranchId) => open.branches.find((b) => b.id === id)?.name ?? "?";
  const told = (entry: ExportEntry) => {
    if (entry.kind === "message") return entry.message.text;
    if (entry.kind === "branch") return `[${entry.branch.name}]`;
    return `[${entry.kind} ${nameOf(entry.from)}${entry.move ? ` by ${entry.move.kind}` : ""}]`;
  };
  return {
    open,
    async branch(id) {
      const entries = await Array.fromAsync(open.read({ kind: "branch", branch: id }));
      return entries.filter((e) => e.kind === "message").map(told);
    },
    async tree(order = open.branches.map((b) => b.id)) {
      const under: Record<string, string[]> = {};
      let list: string[] = [];
      for await (const entry of open.read({ kind: "tree", branches: order })) {
        if (entry.kind === "branch") under[entry.branch.name] = list = [];
        else list.push(told(entry));
      }
      return under;
    },
  };
}
