import { randomUUID } from "node:crypto";
import type { Merge, Undo, Undone } from "../core/branches.ts";
import { branchId } from "../core/ids.ts";
import { type Line, lockLines, readLine } from "./chain.ts";
import type { Database, Query } from "./database.ts";
import { freeTitle } from "./free-title.ts";
import type { Point, Range } from "./ranges.ts";
import { parting } from "./shared-past.ts";
import { growFrom, type Head } from "./splice.ts";

export interface ForkPoint {
  fork: Point | undefined;
  forkPos: number;
}

const moveSql = `
with moved as (
  update branch set head_seg = $4::uuid, head_seq = $5::bigint, head_pos = $6::bigint,
    fork_seg = $7::uuid, fork_seq = $8::bigint, fork_pos = $9::bigint where id = $2::uuid
)
insert into branch_move (id, chat_id, kind, target, source, src_seg, src_seq, old_seg, old_seq, old_pos,
  old_fork_seg, old_fork_seq, old_fork_pos, new_seg, new_seq, added, kept, undoes, by_id, by_name)
select $1::uuid, t.chat_id, $10, t.id, $3::uuid, $11::uuid, $12::bigint, t.head_seg, t.head_seq, t.head_pos,
  t.fork_seg, t.fork_seq, t.fork_pos, $4::uuid, $5::bigint, $17::bigint, $13::uuid, $14::uuid, $15, $16
from branch t where t.id = $2::uuid`;

/** Points the target to its new head and notes what was before. The source counts as merged from now on. */
export async function writeMove(
  query: Query,
  wanted: Merge,
  { source, target }: { source: Line; target: Line },
  head: Head,
  fork: ForkPoint,
  { added, kept }: { added: number; kept?: string | undefined },
): Promise<void> {
  const provenance = [
    source.headSeg,
    source.headSeq,
    kept ?? null,
    null,
    wanted.by.id,
    wanted.by.name,
    added,
  ];
  await query(moveSql, [
    wanted.id,
    target.id,
    source.id,
    ...pointers(head, fork),
    wanted.how.kind,
    ...provenance,
  ]);
  await query("update branch set state = 'merged' where id = $1::uuid", [source.id]);
}

/** What a branch had before another one took its place goes on as a branch of its own. */
export async function keepReplaced(
  query: Query,
  wanted: Merge,
  target: Line,
  path: readonly Range[],
  name: string,
): Promise<{ id: string; title: string }> {
  const id = randomUUID();
  const head = await growFrom(query, target, target, []);
  const mark = parting(target.path, path);
  const [row] = await query(
    `insert into branch (id, chat_id, parent_id, audience, title, author_id, author_name, fork_seg, fork_seq, fork_pos, head_seg, head_pos)
     select $1::uuid, b.chat_id, b.id, b.audience, ${freeTitle("b.chat_id", "b.audience", "$3", "$1")}, $4, $5, $6::uuid, $7::bigint, $8::bigint, $9::uuid, $10::bigint
     from branch b where b.id = $2::uuid returning title`,
    [
      id,
      target.id,
      name,
      wanted.by.id,
      wanted.by.name,
      mark?.src ?? null,
      mark?.seq ?? null,
      mark?.pos ?? 0,
      head.segment,
      head.pos,
    ],
  );
  return { id, title: String(row?.title) };
}

/** See `BranchStore.undo`. */
export async function undo(db: Database, { id, move, by }: Undo): Promise<Undone> {
  return db.transaction(async (query) => {
    const [row] = await query(
      `select chat_id, kind, target, source, old_seg, old_seq::float8, old_pos::float8, old_fork_seg, old_fork_seq::float8,
         old_fork_pos::float8, new_seg, new_seq::float8, added::float8, kept
       from branch_move where id = $1::uuid and kind <> 'undo'`,
      [move],
    );
    if (!row) return { kind: "gone" };
    const [chat, target, source] = [String(row.chat_id), String(row.target), String(row.source)];
    const [how, added] = [row.kind as Merge["how"]["kind"], Number(row.added)];
    const undone = { source: branchId(source), target: branchId(target), how, added };
    await lockLines(query, chat, [undone.source, undone.target]);
    const [done] = await query("select id, by_name from branch_move where undoes = $1::uuid", [move]);
    if (done) return { kind: done.id === id ? "undone" : "already", ...undone, by: String(done.by_name) };
    const line = await readLine(query, chat, branchId(target));
    if (!line) return { kind: "gone" };
    if (line.headSeg !== row.new_seg || line.headSeq !== row.new_seq) return { kind: "built-upon" };
    const head = { segment: String(row.old_seg), seq: Number(row.old_seq), pos: Number(row.old_pos) };
    const forked = row.old_fork_seg !== null;
    const fork = forked ? { src: String(row.old_fork_seg), seq: Number(row.old_fork_seq) } : undefined;
    await query(moveSql, [
      id,
      target,
      source,
      ...pointers(head, { fork, forkPos: Number(row.old_fork_pos) }),
      "undo",
      line.headSeg,
      line.headSeq,
      null,
      move,
      by.id,
      by.name,
      -added,
    ]);
    await query(unmarkSql, [source]);
    await query(dropKeptSql, [typeof row.kept === "string" ? row.kept : null]);
    return { kind: "undone", ...undone, by: by.name };
  });
}

/** A branch that was merged elsewhere too stays marked. */
const unmarkSql = `
update branch set state = 'open' where id = $1::uuid and state = 'merged' and not exists (
  select 1 from branch_move m where m.source = $1::uuid and m.kind <> 'undo'
    and not exists (select 1 from branch_move u where u.undoes = m.id)
)`;

/** The kept branch shows what its target shows again; if someone went on with it, it stays. */
const dropKeptSql = `
update branch k set state = 'deleted' from chat c
where k.id = $1::uuid and c.id = k.chat_id and c.current_branch <> k.id and k.head_seq = 0
  and not exists (select 1 from branch_move m where m.target = k.id)`;

function pointers(head: Head, { fork, forkPos }: ForkPoint) {
  return [head.segment, head.seq, head.pos, fork?.src ?? null, fork?.seq ?? null, forkPos];
}
