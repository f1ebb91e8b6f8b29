import type { ExportBranch, ExportMove } from "../core/export.ts";
import { type BranchId, branchId, type ChatId, jobId, messageId } from "../core/ids.ts";
import { branchFacts } from "./branch-facts.ts";
import type { Database, Row } from "./database.ts";
import type { PlanBranch, PlanSegment, Pointers } from "./export-plan.ts";

const branchesSql = `
select b.id, b.title, b.parent_id, b.state, b.thread, b.id = c.current_branch as current,
  b.author_id, b.author_name, b.head_seg, b.head_seq::float8, b.fork_seg, b.fork_seq::float8,
  (extract(epoch from b.created_at) * 1000)::float8 as created_at,
  (select m.id from message m where m.seg_id = b.fork_seg and m.seq = b.fork_seq and m.deleted_at is null) as forked_at
from branch b join chat c on c.id = b.chat_id
where b.chat_id = $1::uuid and b.state <> 'opening' order by b.created_at, b.id`;

const segmentsSql = `
select id, prev_id, prev_hi::float8, src_id, lo::float8, base_pos::float8 from segment where chat_id = $1::uuid`;

const movesSql = `
select m.id, m.kind, m.target, m.source, m.old_seg, m.old_pos::float8, m.new_seg, m.by_id, m.by_name,
  (extract(epoch from m.at) * 1000)::float8 as at,
  exists (select 1 from branch_move u where u.undoes = m.id) as undone
from branch_move m where m.chat_id = $1::uuid order by m.at, m.id`;

/** Segments are never changed, so those of a branch are there when it was read before them. */
export async function readPointers(
  db: Database,
  chat: ChatId,
): Promise<{ pointers: Pointers; branches: ExportBranch[] }> {
  const rows = await db.query(branchesSql, [chat]);
  const segmentRows = await db.query(segmentsSql, [chat]);
  const moveRows = await db.query(movesSql, [chat]);
  const segments = new Map(segmentRows.map((row) => [String(row.id), readSegment(row)]));
  const standing = moveRows.filter((row) => row.kind !== "undo" && !row.undone);
  const merges = Map.groupBy(standing, (row) => String(row.target));
  const all = new Map(rows.map((row) => [String(row.id), row]));
  const seen = rows.filter((row) => row.state !== "deleted");
  return {
    pointers: {
      branches: new Map(seen.map((row) => [branchId(String(row.id)), readPlanBranch(row)])),
      segments,
      owners: readOwners(rows, moveRows),
      moves: splicedBy(
        standing,
        segments,
        new Map(segmentRows.map((r) => [String(r.id), Number(r.base_pos)])),
      ),
      replaced: new Map(
        standing
          .filter((row) => row.kind === "replace")
          .map((row) => [branchId(String(row.target)), readMove(row)]),
      ),
    },
    branches: seen.map((row) => readBranch(row, all, (merges.get(String(row.id)) ?? []).map(readMove))),
  };
}

/** Every log was the head of the branch it was written in, now or before some move. */
function readOwners(rows: readonly Row[], moves: readonly Row[]): Map<string, BranchId> {
  const owners = new Map<string, BranchId>();
  for (const row of rows) owners.set(String(row.head_seg), branchId(String(row.id)));
  for (const row of moves)
    for (const segment of [row.old_seg, row.new_seg])
      owners.set(String(segment), branchId(String(row.target)));
  return owners;
}

/** What a merge appended lies between the head it made and the one there was before. */
function splicedBy(
  moves: readonly Row[],
  segments: ReadonlyMap<string, PlanSegment>,
  positions: ReadonlyMap<string, number>,
): Map<string, ExportMove> {
  const found = new Map<string, ExportMove>();
  for (const row of moves.filter((m) => m.kind === "append")) {
    let id = segments.get(String(row.new_seg))?.prev;
    while (
      id !== undefined &&
      segments.get(id)?.src !== id &&
      Number(positions.get(id)) >= Number(row.old_pos)
    ) {
      found.set(id, readMove(row));
      id = segments.get(id)?.prev;
    }
  }
  return found;
}

function readBranch(row: Row, all: ReadonlyMap<string, Row>, merges: readonly ExportMove[]): ExportBranch {
  const forkedAt = typeof row.forked_at === "string" ? messageId(row.forked_at) : undefined;
  return { ...branchFacts(row, all), forkedAt, merges };
}

function readMove(row: Row): ExportMove {
  return {
    id: jobId(String(row.id)),
    kind: row.kind as ExportMove["kind"],
    source: branchId(String(row.source)),
    by: { id: String(row.by_id), name: String(row.by_name) },
    at: Number(row.at),
  };
}

function readPlanBranch(row: Row): PlanBranch {
  const fork = row.fork_seg === null ? undefined : { src: String(row.fork_seg), seq: Number(row.fork_seq) };
  return { headSeg: String(row.head_seg), headSeq: Number(row.head_seq), fork };
}

function readSegment(row: Row): PlanSegment {
  return {
    prev: row.prev_id === null ? undefined : String(row.prev_id),
    prevHi: Number(row.prev_hi ?? 0),
    src: String(row.src_id),
    lo: Number(row.lo),
  };
}
