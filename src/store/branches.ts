import type { Branch, BranchStore } from "../core/branches.ts";
import { isParleyError } from "../core/errors.ts";
import { branchId, messageId } from "../core/ids.ts";
import type { Database, Row } from "./database.ts";
import { fork } from "./fork.ts";
import { merge } from "./merge.ts";
import { undo } from "./moves.ts";
import { abandon, opened } from "./opening.ts";
import { preview, unmerged } from "./preview.ts";

const listSql = `
select b.id, b.title, b.parent_id, b.thread, b.state, b.audience, b.author_id, b.author_name,
  (b.head_pos - b.fork_pos)::float8 as messages, b.id = c.current_branch as current,
  (extract(epoch from greatest(b.created_at,
    (select m.created_at from message m where m.seg_id = b.head_seg and m.seq = b.head_seq),
    (select max(v.at) from branch_move v where v.target = b.id))) * 1000)::float8 as active_at
from branch b join chat c on c.id = b.chat_id
where b.chat_id = $1::uuid and b.state <> 'opening' order by b.created_at, b.id`;

const lastSql = `
with recursive w as (
  select s.prev_id, s.prev_hi, s.src_id, s.lo, b.head_seq as hi, 0 as depth
  from branch b join segment s on s.id = b.head_seg where b.id = $1::uuid
  union all
  select s.prev_id, s.prev_hi, s.src_id, s.lo, w.prev_hi, w.depth + 1 from w join segment s on s.id = w.prev_id
)
select m.author_name, left(m.text, 400) as text from w cross join lateral (
  select * from message m where m.seg_id = w.src_id and m.seq between w.lo and w.hi
    and m.deleted_at is null and m.superseded_by is null and m.role <> 'marker' order by m.seq desc limit 1
) m order by w.depth limit 1`;

/** Every branch of the chat whose path shows the message, the preferred one alone if `$5`. */
const locateSql = `
with recursive p as (
  select m.id, m.chat_id, m.seg_id, m.seq from platform_message x join message m on m.id = x.message_id
  where x.workspace_id = $1 and x.channel = $2 and x.platform_id = $3 and not x.deleted and m.deleted_at is null
), w as (
  select b.id as branch, s.prev_id, s.prev_hi, s.src_id, s.lo, b.head_seq as hi, 0 as depth
  from p join branch b on b.chat_id = p.chat_id join segment s on s.id = b.head_seg
  where b.state in ('open', 'merged') and (b.id = $4::uuid or not $5::boolean)
  union all
  select w.branch, s.prev_id, s.prev_hi, s.src_id, s.lo, w.prev_hi, w.depth + 1 from w join segment s on s.id = w.prev_id
)
select w.branch, p.id from w join p on p.seg_id = w.src_id and p.seq between w.lo and w.hi order by w.depth limit 1`;

export function branchStore(db: Database): BranchStore {
  return {
    async list(chat) {
      const rows = await db.query(listSql, [chat]);
      const all = new Map(rows.map((row) => [String(row.id), row]));
      return rows.filter((row) => row.state !== "deleted").map((row) => readBranch(row, all));
    },
    async lastSaid(branch) {
      const [row] = await db.query(lastSql, [branch]);
      return row && { author: String(row.author_name), text: String(row.text) };
    },
    async locate(place, platformId, prefer) {
      const params = [place.workspace, place.channel, platformId, prefer];
      const [row = (await db.query(locateSql, [...params, false]))[0]] = await db.query(locateSql, [
        ...params,
        true,
      ]);
      return row && { branch: branchId(String(row.branch)), message: messageId(String(row.id)) };
    },
    fork: (wanted) => fork(db, wanted),
    opened: (branch, thread) => opened(db, branch, thread),
    abandon: (branch) => abandon(db, branch),
    async rename(branch, name) {
      try {
        const [row] = await db.query(
          `with found as (select id, thread = '' as main from branch where id = $1::uuid and state in ('open', 'merged')),
           named as (update branch b set title = $2 from found where b.id = found.id and found.main is not true)
           select main from found`,
          [branch, name],
        );
        if (!row) return "gone";
        return row.main === true ? "main" : "renamed";
      } catch (error) {
        const { constraint } = (isParleyError(error) ? error.cause : {}) as { constraint?: string };
        if (constraint === "branch_title") return "taken";
        throw error;
      }
    },
    remove: (branch) =>
      db.transaction(async (query) => {
        // whoever switches locks the chat's row too, so that the channel never goes on with a branch that is gone
        const [row] = await query(
          `select c.current_branch = b.id as current, b.thread, b.state from branch b join chat c on c.id = b.chat_id
           where b.id = $1::uuid and b.state in ('open', 'merged') for update`,
          [branch],
        );
        if (!row) return "gone";
        if (row.thread === "") return "main";
        if (row.current) return "current";
        await query("update branch set state = 'deleted' where id = $1::uuid", [branch]);
        return "removed";
      }),
    switchTo: (branch) =>
      db.transaction(async (query) => {
        const [row] = await query(
          `select c.id, c.current_branch = b.id as current from branch b join chat c on c.id = b.chat_id
           where b.id = $1::uuid and b.state in ('open', 'merged') for update`,
          [branch],
        );
        if (!row) return "gone";
        if (row.current) return "already";
        await query("update chat set current_branch = $2::uuid where id = $1::uuid", [
          String(row.id),
          branch,
        ]);
        return "switched";
      }),
    preview: (wanted) => preview(db, wanted),
    unmerged: (wanted) => unmerged(db, wanted),
    merge: (wanted) => merge(db, wanted),
    undo: (wanted) => undo(db, wanted),
  };
}

/** A branch whose parent was deleted hangs on the nearest one that was not. */
function readBranch(row: Row, all: ReadonlyMap<string, Row>): Branch {
  let parent = all.get(String(row.parent_id));
  while (parent?.state === "deleted") parent = all.get(String(parent.parent_id));
  return {
    id: branchId(String(row.id)),
    name: String(row.title),
    parent: parent && branchId(String(parent.id)),
    thread: typeof row.thread === "string" && row.thread !== "" ? row.thread : undefined,
    main: row.thread === "",
    audience: typeof row.audience === "string" ? row.audience : undefined,
    current: Boolean(row.current),
    merged: row.state === "merged",
    author:
      typeof row.author_id === "string" ? { id: row.author_id, name: String(row.author_name) } : undefined,
    messages: Number(row.messages),
    activeAt: Number(row.active_at),
  };
}
