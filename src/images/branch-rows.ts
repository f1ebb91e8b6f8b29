import type { BranchGraph } from "../core/branch-picture.ts";
import type { Branch, MergeEdge } from "../core/branches.ts";
import type { BranchId } from "../core/ids.ts";

/** A branch on its lane, from the row in which it begins to the last one that has to do with it. */
export interface Line {
  branch: Branch;
  lane: number;
  /** The line it leaves; the nearest one that is shown, if its own parent is not. */
  from: Line | undefined;
  first: number;
  last: number;
}

export type Row = { kind: "fork"; line: Line } | { kind: "merge"; merge: MergeEdge; from: Line; into: Line };

export interface Layout {
  rows: readonly Row[];
  lines: readonly Line[];
  lanes: number;
  /** Branches there was no room for. */
  hidden: number;
}

/** More would be too tall to be looked at; the list names them all. */
const branchesAtMost = 80;
const mergesAtMost = 60;

/**
 * Rows as in `git log --graph`, oldest first: one for each branch, where it leaves its parent, and one for each merge.
 * A lane is free again below the last row that needs it. The same graph always gives the same layout.
 */
export function layOut(graph: BranchGraph): Layout {
  const shown = chooseShown(graph);
  const lines = new Map<BranchId, Line>();
  const all = new Map(graph.branches.map((b) => [b.id, b]));
  const parentOf = (branch: Branch): Branch | undefined => {
    let parent = branch.parent && all.get(branch.parent);
    while (parent && !shown.has(parent.id)) parent = parent.parent && all.get(parent.parent);
    return parent || undefined;
  };
  const merges = graph.merges.filter((m) => shown.has(m.source) && shown.has(m.target)).slice(-mergesAtMost);
  const events = [
    ...[...shown.values()].map((branch) => ({ at: bornAt(branch, parentOf), branch })),
    ...merges.map((merge) => ({ at: merge.at, merge })),
  ].sort((a, b) => a.at - b.at || Number("merge" in a) - Number("merge" in b));
  const rows: Row[] = [];
  for (const event of events) {
    if ("branch" in event) {
      const parent = parentOf(event.branch);
      const from = parent && lines.get(parent.id);
      const line: Line = { branch: event.branch, lane: 0, from, first: rows.length, last: rows.length };
      lines.set(event.branch.id, line);
      if (from) from.last = rows.length;
      rows.push({ kind: "fork", line });
      continue;
    }
    const [from, into] = [lines.get(event.merge.source), lines.get(event.merge.target)];
    if (!from || !into) continue;
    from.last = into.last = rows.length;
    rows.push({ kind: "merge", merge: event.merge, from, into });
  }
  return {
    rows,
    lines: [...lines.values()],
    lanes: assignLanes(rows),
    hidden: graph.branches.length - shown.size,
  };
}

/** `main`, where the channel is, where it was asked, and what was active last. In the order of the list. */
function chooseShown({ branches, here }: BranchGraph): Map<BranchId, Branch> {
  const rank = (b: Branch) => (b.main || b.current || b.id === here ? Number.POSITIVE_INFINITY : b.activeAt);
  const chosen = new Set(
    branches
      .toSorted((a, b) => (rank(a) === rank(b) ? 0 : rank(b) - rank(a)))
      .slice(0, branchesAtMost)
      .map((b) => b.id),
  );
  return new Map(branches.filter((b) => chosen.has(b.id)).map((b) => [b.id, b]));
}

/** What keeps a replaced branch is younger than what grew out of it: no line begins before the one it leaves. */
function bornAt(branch: Branch, parentOf: (b: Branch) => Branch | undefined): number {
  let at = branch.main ? Number.NEGATIVE_INFINITY : branch.createdAt;
  for (let up = parentOf(branch); up; up = parentOf(up)) at = Math.max(at, up.main ? at : up.createdAt);
  return at;
}

/** The nearest free lane to the right of the parent's, so that few lines are crossed. @returns how many there are. */
function assignLanes(rows: readonly Row[]): number {
  const takenUntil: number[] = [];
  for (const [index, row] of rows.entries()) {
    if (row.kind !== "fork") continue;
    let lane = row.line.from ? row.line.from.lane + 1 : 0;
    while ((takenUntil[lane] ?? -1) >= index) lane += 1;
    row.line.lane = lane;
    takenUntil[lane] = row.line.last;
    for (let gap = 0; gap < lane; gap += 1) takenUntil[gap] ??= -1;
  }
  return Math.max(1, takenUntil.length);
}
