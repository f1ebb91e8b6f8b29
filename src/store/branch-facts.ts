import type { ExportBranch } from "../core/export.ts";
import { branchId } from "../core/ids.ts";
import type { Row } from "./database.ts";

/** What every list of branches tells of one. */
type BranchFacts = Omit<ExportBranch, "forkedAt" | "merges">;

/**
 * A branch whose parent was deleted hangs on the nearest one that was not.
 * @param all the chat's branches by id, deleted ones too.
 */
export function branchFacts(row: Row, all: ReadonlyMap<string, Row>): BranchFacts {
  let parent = all.get(String(row.parent_id));
  while (parent?.state === "deleted") parent = all.get(String(parent.parent_id));
  return {
    id: branchId(String(row.id)),
    name: String(row.title),
    parent: parent && branchId(String(parent.id)),
    thread: typeof row.thread === "string" && row.thread !== "" ? row.thread : undefined,
    main: row.thread === "",
    current: Boolean(row.current),
    merged: row.state === "merged",
    author:
      typeof row.author_id === "string" ? { id: row.author_id, name: String(row.author_name) } : undefined,
    createdAt: Number(row.created_at),
  };
}
