import type {
  ExportBranch,
  ExportChat,
  ExportEntry,
  ExportMove,
  ExportWhat,
  OpenExport,
} from "../../core/export.ts";
import type { BranchId } from "../../core/ids.ts";
import { branchTree } from "../branch-tree.ts";

/** What stands before the messages of an export. */
export interface ExportHead {
  what: ExportWhat["kind"];
  chat: ExportChat;
  /** Those that follow, in this order. */
  branches: readonly { branch: ExportBranch; depth: number }[];
  /** Names of all branches that may be told of; others are nameless. */
  names: ReadonlyMap<BranchId, string>;
  /** When it was taken, milliseconds since the Unix epoch. */
  at: number;
}

/** Writes as it reads, so that no more than a page of messages is in memory. Pure but for what it reads. */
export type Render = (head: ExportHead, entries: AsyncIterable<ExportEntry>) => AsyncGenerator<string>;

/** One branch, or without one the tree of all that `shown` lets through. */
export function documentOf(
  open: OpenExport,
  wanted: BranchId | undefined,
  shown: (branch: ExportBranch) => boolean,
  at: number,
): { head: ExportHead; entries: AsyncGenerator<ExportEntry> } {
  const visible = open.branches.filter(shown);
  const names = new Map(visible.map((b) => [b.id, b.name]));
  const tree = branchTree(visible);
  const branches = wanted === undefined ? tree : tree.filter(({ branch }) => branch.id === wanted);
  const what: ExportWhat =
    wanted === undefined
      ? { kind: "tree", branches: branches.map(({ branch }) => branch.id) }
      : { kind: "branch", branch: wanted };
  return { head: { what: what.kind, chat: open.chat, branches, names, at }, entries: open.read(what) };
}

/** Into which branches each one was merged. */
export function mergedInto(head: ExportHead): Map<BranchId, { target: BranchId; move: ExportMove }[]> {
  const all = head.branches.flatMap(({ branch }) =>
    branch.merges.map((move) => ({ target: branch.id, move })),
  );
  return Map.groupBy(all, ({ move }) => move.source);
}
