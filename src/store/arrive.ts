import { randomUUID } from "node:crypto";
import { branchId, jobId } from "../core/ids.ts";
import { type Job, type JobInput, type JobState, placeOf } from "../core/job.ts";
import type { Arrival, Arrived, Claim } from "../core/store.ts";
import { onceMoreOnCollision } from "./collision.ts";
import type { Database, Row } from "./database.ts";
import { freeTitle } from "./free-title.ts";
import { pathAt, pathOf } from "./path.ts";
import { pathBehind, type Stood } from "./path-behind.ts";
import type { ReadAlong } from "./read-along.ts";
import { readJob } from "./read-job.ts";

/** How many jobs of a lane are not done. By state, since each has an index; together they would be looked for in all jobs. */
export function aheadIn(lane: string): string {
  const inState = (state: JobState) =>
    `(select count(*) from job j where j.lane = ${lane} and j.state = '${state}')`;
  return `(${inState("running")} + ${inState("queued")})::int`;
}

/**
 * One statement, so one transaction and one round trip: the platform message (its key makes a second delivery
 * a duplicate), the append to the branch, the fork if the message is answered in a thread of its own, and the
 * job, leased to this process at once when the lane is idle.
 */
const arriveSql = `
with conv as materialized (
  select c.id as chat_id, c.settings, b.id as branch_id, b.head_seg,
    $3 = '' and $9::boolean and coalesce(c.settings->>'answerIn', $14) = 'thread' as forks
  from chat c join branch b on b.chat_id = c.id and b.state <> 'deleted' and
    b.id = case when $3 = '' then c.current_branch else (select id from branch t where t.chat_id = c.id and t.thread = $3) end
  where c.workspace_id = $1 and c.channel = $2
), fresh as (
  insert into platform_message (workspace_id, channel, platform_id, message_id)
  select $1, $2, $4, $5::uuid from conv
  on conflict (workspace_id, channel, platform_id) do update set message_id = excluded.message_id, parked_at = null
    where platform_message.message_id is null and platform_message.job_id is null and not platform_message.deleted
  returning parked_text
), head as (
  update branch b set head_seq = b.head_seq + 1, head_pos = b.head_pos + 1
  from conv, fresh where b.id = conv.branch_id
  returning b.id, b.chat_id, b.head_seg, b.head_seq, b.head_pos
), kept as (
  insert into message (id, chat_id, seg_id, seq, role, author_id, author_name, text, files, tokens, created_at)
  select $5::uuid, h.chat_id, h.head_seg, h.head_seq, 'person', $6, $7, coalesce(fresh.parked_text, $8),
    $10::text::jsonb, $11::int, to_timestamp($12::float8 / 1000)
  from head h, fresh
), log as (
  insert into segment (id, chat_id, prev_id, prev_hi, src_id, base_pos)
  select $15::uuid, h.chat_id, h.head_seg, h.head_seq, $15::uuid, h.head_pos from head h, conv where conv.forks
), fork as (
  insert into branch (id, chat_id, parent_id, thread, title, author_id, author_name, fork_seg, fork_seq, fork_pos, head_seg, head_pos)
  select $16::uuid, h.chat_id, h.id, $4, ${freeTitle("h.chat_id", "null", "$17", "$16")}, $6, $7, h.head_seg, h.head_seq, h.head_pos, $15::uuid, h.head_pos
  from head h, conv where conv.forks
  returning id, title
), lane as (
  select coalesce((select id from fork), h.id) as id,
    case when conv.forks then 0 else ${aheadIn("h.id")} end as ahead
  from head h, conv where $9::boolean
), work as (
  insert into job (id, workspace_id, chat_id, lane, kind, input, message_id, state, attempt, owner, lease_until)
  select $18::uuid, $1, conv.chat_id, lane.id, 'turn',
    case when conv.forks then jsonb_set($13::text::jsonb, '{place,thread}', to_jsonb($4::text)) else $13::text::jsonb end,
    $5::uuid,
    case when lane.ahead = 0 and $21::boolean then 'running' else 'queued' end,
    case when lane.ahead = 0 and $21::boolean then 1 else 0 end,
    case when lane.ahead = 0 and $21::boolean then $19::uuid end,
    case when lane.ahead = 0 and $21::boolean then now() + make_interval(secs => $20::float8 / 1000) end
  from conv, lane
  returning *, seq::float8 as seq_number
)
select (select count(*) from conv)::int as known, (select count(*) from fresh)::int as fresh,
  (select ahead from lane) as ahead, (
    select json_build_object('segment', h.head_seg, 'seq', h.head_seq, 'title', (select title from fork),
      'isParked', fresh.parked_text is not null) from head h, fresh
  ) as stood, work.*
from (select 1) one left join work on true`;

export async function arrive(
  db: Database,
  along: ReadAlong,
  arrival: Arrival,
  claim: Claim,
): Promise<Arrived> {
  const { message: m } = arrival;
  // whoever could say it there may write there
  const asked = {
    kind: "turn",
    place: m.place,
    person: m.author,
    repliesTo: m.id,
    askedAt: m.at,
    access: "write",
  } as const;
  const job = randomUUID();
  const input: JobInput = arrival.missed ? { ...asked, missed: arrival.missed } : asked;
  const params = [
    m.place.workspace,
    m.place.channel,
    m.place.thread ?? "",
    m.id,
    randomUUID(),
    m.author.id,
    m.author.name,
    m.text,
    arrival.work !== undefined,
    m.files.length > 0 ? JSON.stringify(m.files) : null,
    arrival.tokens,
    m.at,
    JSON.stringify(input),
    arrival.answerIn,
    randomUUID(),
    randomUUID(),
    arrival.title,
    job,
    claim.owner,
    claim.leaseMs,
    claim.mayRun,
  ];
  if (!arrival.work || !claim.mayRun) {
    const [row] = await onceMoreOnCollision(() => db.query(arriveSql, params));
    return readArrived(row);
  }
  let looked: Promise<Row[]> = Promise.resolve([]);
  const [row] = await onceMoreOnCollision(() => {
    const [change, look] = db.beside({ text: arriveSql, params }, pathAt(m.place, m.author.id, arrival.look));
    // whoever asks for the path meets its failure; nobody may ask
    look.catch(() => {});
    looked = look;
    return change;
  });
  const arrived = readArrived(row);
  const { look } = arrival;
  const path = async (of: Job) => {
    const [before] = await looked;
    const behind = before && pathBehind(before, row?.stood as Stood, arrival, String(of.message));
    if (behind) return [behind];
    const { text, params } = pathOf(of.id, look);
    return db.query(text, params);
  };
  const rows = arrived.kind === "running" ? path(arrived.job) : looked;
  rows.catch(() => {});
  if (arrived.kind === "running") along.keep(arrived.job, look, rows);
  return arrived;
}

export function readArrived(row: Row | undefined): Arrived {
  if (!row?.known) return { kind: "unknown-place" };
  if (!row.fresh) return { kind: "duplicate" };
  if (row.id === null) return { kind: "kept" };
  if (row.state === "running") return { kind: "running", job: readJob(row, { waited: false }) };
  return {
    kind: "queued",
    job: jobId(String(row.id)),
    lane: branchId(String(row.lane)),
    ahead: Number(row.ahead),
    place: placeOf(row.input as JobInput),
  };
}
