import { type BranchId, branchId } from "../core/ids.ts";
import type { Database, Query } from "./database.ts";

/** See `BranchStore.opened`. */
export async function opened(db: Database, branch: BranchId, thread: string | undefined): Promise<BranchId> {
  return db.transaction(async (query) => {
    const [row] = await query(
      `select b.chat_id, b.title, b.state, a.id as adopted from branch b
       left join branch a on a.chat_id = b.chat_id and a.thread = $2 and a.id <> b.id where b.id = $1::uuid for update of b`,
      [branch, thread ?? null],
    );
    if (row?.state !== "opening") return branch;
    if (typeof row.adopted !== "string") {
      // what was forked from a private branch stands in a private thread of its own
      const change = "thread = $2, state = 'open', audience = case when audience is not null then $2 end";
      await query(`update branch set ${change} where id = $1::uuid`, [branch, thread ?? null]);
      return branch;
    }
    await removeOpening(query, branch);
    await query("update branch set title = $2, state = 'open' where id = $1::uuid", [
      row.adopted,
      String(row.title),
    ]);
    return branchId(row.adopted);
  });
}

/** See `BranchStore.abandon`. */
export async function abandon(db: Database, branch: BranchId): Promise<void> {
  await db.transaction((query) => removeOpening(query, branch));
}

/** Nothing can have been written to it, nor forked from it: nobody has seen it. */
async function removeOpening(query: Query, branch: BranchId): Promise<void> {
  const [gone] = await query(
    "delete from branch where id = $1::uuid and state = 'opening' returning head_seg",
    [branch],
  );
  if (gone) await query("delete from segment where id = $1::uuid", [String(gone.head_seg)]);
}
