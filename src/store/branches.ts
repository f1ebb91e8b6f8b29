import type { Branch, BranchStore, Spent } from "../core/branches.ts";
import { isParleyError } from "../core/errors.ts";
import { branchId, type ChatId, messageId } from "../core/ids.ts";
import { branchFacts } from "./branch-facts.ts";
import type { Database, Row } from "./database.ts";
import { fork } from "./fork.ts";
import { merge } from "./merge.ts";
import { undo } from "./moves.ts";
import { abandon, opened } from "./opening.ts";
import { preview, unmerged } from "./preview.ts";

const listSql = `
select b.id, b.title, b.parent_id, b.thread, b.state, b.audience, b.author_id, b.author_name,
  (b.head_pos - b.fork_pos)::float8 as messages, b.id = c.current_branch as current,
  (extract(epoch from b.created_at) * 1000)::float8 as created_at,
  (extract(epoch from greatest(b.created_at,
    (select m.created_at from message m where m.seg_id = b.head_seg and m.seq = b.head_seq),
    (select max(v.at) from branch_move v where v.target = b.id))) * 1000)::float8 as active_at
from branch b join chat c on c.id = b.chat_id
where b.chat_id = $1::uuid and b.state <> 'opening' order by b.created_at, b.id`;

const mergesSql = `
select m.source, m.target, (extract(epoch from m.at) * 1000)::float8 as at from branch_move m
where m.chat_id = $1::uuid and m.kind <> 'undo' and not exists (select 1 from branch_move u where u.undoes = m.id)
order by m.at, m.id`;

const spentSql = `
select j.lane, sum(u.input_tokens + u.output_tokens)::float8 as tokens,
  coalesce(sum(u.cost_nano_usd), 0)::float8 as cost,
  coalesce(sum(u.input_tokens + u.output_tokens) filter (where u.cost_nano_usd is null), 0)::float8 as unpriced
from chat c
join usage u on u.workspace_id = c.workspace_id and u.chat_id = c.id join job j on j.id = u.job_id
where c.id = $1::uuid group by j.lane`;

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

/** An answer is about its own question, though others may have been asked before it stood. */
const topicSql = `
with recursive asked as (
  select q.text from message m join job j on j.id = m.job_id join message q on q.id = j.message_id
  where m.id = $2::uuid and q.deleted_at is null
), w as (
  select s.prev_id, s.prev_hi, s.src_id, s.lo, b.head_seq as hi, 0 as depth
  from branch b join segment s on s.id = b.head_seg where b.id = $1::uuid
  union all
  select s.prev_id, s.prev_hi, s.src_id, s.lo, w.prev_hi, w.depth + 1 from w join segment s on s.id = w.prev_id
), point as (
  select w.depth, m.seq from message m join w on w.src_id = m.seg_id and m.seq between w.lo and w.hi
  where m.id = $2::uuid order by w.depth limit 1
)
select left(t.text, 400) as text from (
  select text, -1 as depth from asked union all
  select m.text, w.depth from w left join point on true cross join lateral (
    select * from message m where m.seg_id = w.src_id
      and m.seq between w.lo and case when w.depth = point.depth then point.seq else w.hi end
      and m.role = 'person' and m.deleted_at is null order by m.seq desc limit 1
  ) m where w.depth >= coalesce(point.depth, 0)
) t order by t.depth limit 1`;

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
  async function list(chat: ChatId, isWanted: (row: Row) => boolean): Promise<Branch[]> {
    const rows = await db.query(listSql, [chat]);
    const all = new Map(rows.map((row) => [String(row.id), row]));
    return rows.filter(isWanted).map((row) => readBranch(row, all));
  }
  return {
    list: (chat) => list(chat, (row) => row.state !== "deleted"),
    deleted: (chat) => list(chat, (row) => row.state === "deleted"),
    async merges(chat) {
      return (await db.query(mergesSql, [chat])).map((row) => ({
        source: branchId(String(row.source)),
        target: branchId(String(row.target)),
        at: Number(row.at),
      }));
    },
    async spent(chat) {
      const rows = await db.query(spentSql, [chat]);
      return new Map(rows.map((row) => [branchId(String(row.lane)), readSpent(row)]));
    },
    async lastSaid(branch) {
      const [row] = await db.query(lastSql, [branch]);
      return row && { author: String(row.author_name), text: String(row.text) };
    },
    async topic(branch, at) {
      const [row] = await db.query(topicSql, [branch, at ?? null]);
      return row && String(row.text);
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

function readSpent(row: Row): Spent {
  return {
    tokens: Number(row.tokens),
    costNanoUsd: Number(row.cost),
    unpricedTokens: Number(row.unpriced),
  };
}

function readBranch(row: Row, all: ReadonlyMap<string, Row>): Branch {
  return {
    ...branchFacts(row, all),
    audience: typeof row.audience === "string" ? row.audience : undefined,
    messages: Number(row.messages),
    activeAt: Number(row.active_at),
  };
}
