import { randomUUID } from "node:crypto";
import type { Fork, Forked } from "../core/branches.ts";
import { isParleyError } from "../core/errors.ts";
import { onceMoreOnCollision } from "./collision.ts";
import type { Database } from "./database.ts";
import { freeTitle } from "./free-title.ts";

const step = `
  select s.id, s.prev_id, s.prev_hi, s.src_id, s.lo, s.base_pos, w.prev_hi, w.depth + 1
  from w join segment s on s.id = w.prev_id`;

/**
 * History never changes, so the parent is not locked; what it was before a merge is where that move found its head.
 * An empty head is passed over: empty segments never chain.
 */
const forkSql = `
with recursive b as (
  select t.id, t.chat_id, t.audience, coalesce(v.old_seg, t.head_seg) as head_seg, coalesce(v.old_seq, t.head_seq) as head_seq
  from branch t left join branch_move v on v.id = $10::uuid and v.target = t.id and v.kind <> 'undo'
  where t.id = $3::uuid and t.chat_id = $2::uuid and t.state <> 'deleted' and ($10::uuid is null or v.id is not null)
), w as (
  select s.id, s.prev_id, s.prev_hi, s.src_id, s.lo, s.base_pos, b.head_seq as hi, 0 as depth
  from b join segment s on s.id = b.head_seg
  union all ${step} where $4::uuid is not null or w.hi < w.lo
), point as (
  select w.id as through, w.src_id as seg, coalesce(m.seq, w.hi) as seq,
    w.base_pos + coalesce(m.seq, w.hi) - w.lo + 1 as pos
  from w left join message m on m.id = $4::uuid
  where case when $4::uuid is null then w.hi >= w.lo else m.seg_id = w.src_id and m.seq between w.lo and w.hi end
  order by w.depth limit 1
), start as (
  select b.id as parent_id, b.chat_id, b.audience, p.through, p.seg, p.seq, coalesce(p.pos, 0) as pos
  from b left join point p on true where $4::uuid is null or p.through is not null
), log as (
  insert into segment (id, chat_id, prev_id, prev_hi, src_id, base_pos)
  select $5::uuid, chat_id, through, seq, $5::uuid, pos from start
)
insert into branch (id, chat_id, parent_id, title, state, audience, author_id, author_name, fork_seg, fork_seq, fork_pos, head_seg, head_pos)
select $1::uuid, chat_id, parent_id, case when $7::boolean then ${freeTitle("start.chat_id", "start.audience", "$6", "$1")} else $6 end,
  'opening', audience, $8, $9, seg, seq, pos, $5::uuid, pos from start
returning title, audience`;

/** See `BranchStore.fork`. */
export async function fork(db: Database, wanted: Fork): Promise<Forked> {
  const before = await made(db, wanted);
  if (before) return before;
  const params = [
    wanted.id,
    wanted.chat,
    wanted.from,
    wanted.at ?? null,
    randomUUID(),
    wanted.name,
    wanted.numbered,
    wanted.by.id,
    wanted.by.name,
    wanted.before ?? null,
  ];
  try {
    // a numbered name may be taken in the same moment, and is another one at the second look
    const insert = () => db.query(forkSql, params);
    const [row] = await (wanted.numbered ? onceMoreOnCollision(insert) : insert());
    if (!row) return { kind: "gone" };
    const isPrivate = row.audience !== null;
    return { kind: "forked", name: String(row.title), opening: true, thread: undefined, isPrivate };
  } catch (error) {
    if (!isParleyError(error, "store_failed") || constraint(error) !== "branch_title") throw error;
    return (await made(db, wanted)) ?? { kind: "taken" };
  }
}

async function made(db: Database, { id }: Fork): Promise<Forked | undefined> {
  const [row] = await db.query("select title, state, thread, audience from branch where id = $1::uuid", [id]);
  if (!row) return undefined;
  const thread = typeof row.thread === "string" ? row.thread : undefined;
  const opening = row.state === "opening";
  return { kind: "forked", name: String(row.title), opening, thread, isPrivate: row.audience !== null };
}

function constraint(error: Error): unknown {
  return (error.cause as { constraint?: unknown } | undefined)?.constraint;
}
