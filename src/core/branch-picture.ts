import type { Branch, MergeEdge } from "./branches.ts";
import type { BranchId } from "./ids.ts";
import type { OutFile } from "./platform.ts";

/** What a picture of a chat's branches shows. */
export interface BranchGraph {
  branches: readonly Branch[];
  merges: readonly MergeEdge[];
  /** Where it was asked for. */
  here: BranchId;
}

/** Draws it. @returns undefined where it can't be drawn, which is no reason to say nothing. */
export type DrawBranches = (graph: BranchGraph) => Promise<OutFile | undefined>;
