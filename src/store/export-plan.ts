import type { ExportMove, ExportWhat } from "../core/export.ts";
import type { BranchId } from "../core/ids.ts";
import { type Point, type Range, sizeOf, without } from "./ranges.ts";

export interface PlanBranch {
  headSeg: string;
  headSeq: number;
  fork: Point | undefined;
}

export interface PlanSegment {
  prev: string | undefined;
  prevHi: number;
  src: string;
  lo: number;
}

/** A chat's pointers: enough to tell what is shown where without reading a message. */
export interface Pointers {
  branches: ReadonlyMap<BranchId, PlanBranch>;
  segments: ReadonlyMap<string, PlanSegment>;
  /** The branch that a log was written in, whether people can see it or not. */
  owners: ReadonlyMap<string, BranchId>;
  /** The merge that put a segment where it is. */
  moves: ReadonlyMap<string, ExportMove>;
  /** The last merge that replaced what a branch had. */
  replaced: ReadonlyMap<BranchId, ExportMove>;
}

export type Step =
  | { kind: "branch"; branch: BranchId }
  | { kind: "passage" | "elsewhere"; from: BranchId; move: ExportMove | undefined }
  | { kind: "messages"; range: Range };

/** A range of a path, with the segment that shows it. */
interface Shown extends Range {
  segment: string;
}

/** What an export reads, in order. See `OpenExport.read`. */
export function* planExport(pointers: Pointers, what: ExportWhat): Generator<Step> {
  if (what.kind === "branch") {
    yield* planBranch(pointers, what.branch, (shown) => [shown]);
    return;
  }
  const order = what.branches.filter((id) => pointers.branches.has(id));
  const ownOf = (id: BranchId) => pathOf(pointers, id).filter((r) => pointers.owners.get(r.src) === id);
  const atHome = Map.groupBy(order.flatMap(ownOf), (r) => r.src);
  /** What branches show of others that are not here or don't show it any more, by log. */
  const adopted = new Map<string, Range[]>();
  for (const branch of order) {
    yield* planBranch(pointers, branch, (shown, owner) => {
      if (owner === branch) return [shown];
      const before = adopted.get(shown.src) ?? [];
      const left = without([shown], [...(atHome.get(shown.src) ?? []), ...before]);
      if (left.length > 0) adopted.set(shown.src, [...before, ...left]);
      return left;
    });
  }
}

/** @param comesHere which pieces of a range come under this branch. */
function* planBranch(
  pointers: Pointers,
  id: BranchId,
  comesHere: (shown: Range, owner: BranchId) => Range[],
): Generator<Step> {
  yield { kind: "branch", branch: id };
  let said = id;
  let told: string | undefined;
  for (const { inherited, segment, ...shown } of sinceFork(pointers, id)) {
    const owner = pointers.owners.get(shown.src) ?? id;
    const brought = owner !== id && !inherited;
    const move = brought ? (pointers.moves.get(segment) ?? pointers.replaced.get(id)) : undefined;
    const here = comesHere(shown, owner);
    if (here.length > 0 && owner !== said) yield { kind: "passage", from: owner, move };
    if (here.length > 0) {
      said = owner;
      told = undefined;
    }
    for (const range of here) yield { kind: "messages", range };
    const hint = `${owner} ${move?.id}`;
    if (brought && sizeOf(here) < sizeOf([shown]) && told !== hint) {
      yield { kind: "elsewhere", from: owner, move };
      told = hint;
    }
  }
}

/** A branch's path, cut at its fork point. */
function sinceFork(pointers: Pointers, id: BranchId): (Shown & { inherited: boolean })[] {
  const path = pathOf(pointers, id);
  const fork = pointers.branches.get(id)?.fork;
  const at = path.findLastIndex((r) => fork && r.src === fork.src && r.lo <= fork.seq && fork.seq <= r.hi);
  return path.flatMap((range, index) => {
    if (!fork || index !== at) return [{ ...range, inherited: index < at }];
    const before = { ...range, hi: fork.seq, inherited: true };
    return fork.seq < range.hi ? [before, { ...range, lo: fork.seq + 1, inherited: false }] : [before];
  });
}

/** Oldest first. */
function pathOf({ branches, segments }: Pointers, id: BranchId): Shown[] {
  const branch = branches.get(id);
  const path: Shown[] = [];
  let segment = branch?.headSeg;
  let hi = branch?.headSeq ?? 0;
  while (segment !== undefined) {
    const here = segments.get(segment);
    if (!here) break;
    if (hi >= here.lo) path.push({ segment, src: here.src, lo: here.lo, hi });
    segment = here.prev;
    hi = here.prevHi;
  }
  return path.reverse();
}
