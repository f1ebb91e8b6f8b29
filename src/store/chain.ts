import type { BranchId } from "../core/ids.ts";
import type { Query, Row } from "./database.ts";
import type { Point, Range } from "./ranges.ts";

/** A branch as it stands, with its whole path. */
export interface Line {
  id: BranchId;
  parent: string | null;
  title: string;
  thread: string | null;
  /** The private thread whose members alone may read it. */
  audience: string | null;
  headSeg: string;
  headSeq: number;
  headPos: number;
  fork: Point | undefined;
  forkPos: number;
  /** Oldest first; as many as there were forks and merges, however long the chat. */
  path: Range[];
  /** The last message, by the segment through which it is seen; absent while there is none. */
  end: { segment: string; seq: number } | undefined;
}

const chainSql = `
with recursive w as (
  select s.id, s.prev_id, s.prev_hi, s.src_id, s.lo, b.head_seq as hi, 0 as depth
  from branch b join segment s on s.id = b.head_seg where b.id = $1::uuid
  union all
  select s.id, s.prev_id, s.prev_hi, s.src_id, s.lo, w.prev_hi, w.depth + 1 from w join segment s on s.id = w.prev_id
)
select id, src_id, lo::float8, hi::float8 from w where hi >= lo order by depth desc`;

/** Locks both rows, always in the same order, so that two merges wait for one another and never for ever. */
export async function lockLines(query: Query, chat: string, ids: readonly BranchId[]): Promise<void> {
  await query(
    "select id from branch where chat_id = $1::uuid and id::text in (select jsonb_array_elements_text($2::text::jsonb)) order by id for update",
    [chat, JSON.stringify(ids)],
  );
}

/** @returns undefined for a branch that is gone, not open yet, or another chat's. */
export async function readLine(query: Query, chat: string, id: BranchId): Promise<Line | undefined> {
  const [row] = await query(
    `select parent_id, title, thread, audience, head_seg, head_seq::float8, head_pos::float8, fork_seg, fork_seq::float8, fork_pos::float8
     from branch where id = $1::uuid and chat_id = $2::uuid and state in ('open', 'merged')`,
    [id, chat],
  );
  if (!row) return undefined;
  const chain = await query(chainSql, [id]);
  const last = chain.at(-1);
  return {
    id,
    parent: text(row.parent_id),
    title: String(row.title),
    thread: text(row.thread),
    audience: text(row.audience),
    headSeg: String(row.head_seg),
    headSeq: Number(row.head_seq),
    headPos: Number(row.head_pos),
    fork: row.fork_seg === null ? undefined : { src: String(row.fork_seg), seq: Number(row.fork_seq) },
    forkPos: Number(row.fork_pos),
    path: chain.map(readRange),
    end: last && { segment: String(last.id), seq: Number(last.hi) },
  };
}

function readRange(row: Row): Range {
  return { src: String(row.src_id), lo: Number(row.lo), hi: Number(row.hi) };
}

function text(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}
