import { randomUUID } from "node:crypto";
import { branchId, chatId, jobId, messageId } from "../core/ids.ts";
import { type JobInput, placeOf } from "../core/job.ts";
import type { FoundJob, JobStore } from "../core/store.ts";
import { aheadIn, readArrived } from "./arrive.ts";
import { onceMoreOnCollision } from "./collision.ts";
import type { Database } from "./database.ts";
import { finish, sentJson } from "./finish.ts";
import { held } from "./held.ts";
import { readJob } from "./read-job.ts";

const lease = (param: string) => `now() + make_interval(secs => ${param}::float8 / 1000)`;

const enqueueSql = `
with lane as (
  select ${aheadIn("$4::uuid")} as ahead
), work as (
  insert into job (id, key, workspace_id, chat_id, lane, kind, input, message_id, state, attempt, owner, lease_until)
  select $1::uuid, $2, $3, $5::uuid, $4::uuid, $6, $7::text::jsonb, $8::uuid,
    case when ahead = 0 and $11::boolean then 'running' else 'queued' end,
    case when ahead = 0 and $11::boolean then 1 else 0 end,
    case when ahead = 0 and $11::boolean then $9::uuid end,
    case when ahead = 0 and $11::boolean then ${lease("$10")} end
  from lane
  on conflict (key) do nothing
  returning *, seq::float8 as seq_number
)
select 1 as known, (select count(*) from work)::int as fresh, (select ahead from lane) as ahead, work.*
from (select 1) one left join work on true`;

/** The first job of an idle lane, or one whose owner let its lease run out. */
const takeOverSql = `
with abandoned as materialized (
  select id from job where state = 'running' and lease_until < now()
    and id::text not in (select jsonb_array_elements_text($4::text::jsonb))
  order by seq limit $3::int for update skip locked
), waiting as materialized (
  select j.id from job j where j.state = 'queued'
    and not exists (select 1 from job r where r.lane = j.lane and r.state = 'running')
    and not exists (select 1 from job e where e.lane = j.lane and e.state = 'queued' and e.seq < j.seq)
  order by j.seq limit $3::int for update skip locked
)
update job set state = 'running', attempt = attempt + 1, owner = $1::uuid, lease_until = ${lease("$2")}
where id in (select id from abandoned union all select id from waiting limit $3::int)
returning *, seq::float8 as seq_number`;

const checkpointSql = `
with mine as (
  update job set checkpoint = coalesce($3::text::jsonb, checkpoint)
  where ${held("job")} returning workspace_id
), stands as (
  insert into platform_message (workspace_id, channel, platform_id, job_id, part)
  select mine.workspace_id, p.channel, p.id, $1::uuid, p.part
  from mine, jsonb_to_recordset($4::text::jsonb) p(part int, channel text, id text)
  on conflict (workspace_id, channel, platform_id) do nothing
)
select count(*)::int as owned from mine`;

export function jobStore(db: Database): JobStore {
  return {
    async enqueue(task, claim) {
      const { conversation, input } = task;
      const id = randomUUID();
      const params = [
        id,
        task.key,
        conversation.workspace,
        task.beside ? id : conversation.branch,
        conversation.chat,
        input.kind,
        JSON.stringify(input),
        task.message ?? null,
        claim.owner,
        claim.leaseMs,
        claim.mayRun,
      ];
      const [row] = await onceMoreOnCollision(() => db.query(enqueueSql, params));
      return readArrived(row);
    },
    async beat(owner, leaseMs) {
      const rows = await db.query(
        `update job set lease_until = ${lease("$2")} where owner = $1::uuid and state = 'running' returning id`,
        [owner, leaseMs],
      );
      return rows.map((row) => jobId(String(row.id)));
    },
    async cancelled(owner) {
      const rows = await db.query(
        `select id from job where state = 'running' and owner = $1::uuid and cancel_requested_at is not null`,
        [owner],
      );
      return rows.map((row) => jobId(String(row.id)));
    },
    async takeOver(owner, leaseMs, room, running) {
      const params = [owner, leaseMs, room, JSON.stringify(running)];
      const rows = await onceMoreOnCollision(() => db.query(takeOverSql, params));
      return rows.map((row) => readJob(row)).sort((a, b) => a.seq - b.seq);
    },
    async orphanAll() {
      await db.query("update job set lease_until = now() - interval '1 second' where state = 'running'", []);
    },
    async checkpoint(job, checkpoint, sent) {
      const params = [job.id, job.attempt, checkpoint ? JSON.stringify(checkpoint) : null, sentJson(sent)];
      const [row] = await db.query(checkpointSql, params);
      return row?.owned === 1;
    },
    async sent(job) {
      const rows = await db.query(
        `select p.platform_id, p.part, j.input from platform_message p join job j on j.id = p.job_id
         where p.job_id = $1::uuid and not p.deleted order by p.part`,
        [job],
      );
      return rows.map((row) => ({
        part: Number(row.part),
        platformId: String(row.platform_id),
        place: placeOf(row.input as JobInput),
      }));
    },
    finish: (job, end, claim) => finish(db, job, end, claim),
    async announce(job) {
      const rows = await db.query(
        "update job set announced = true where id = $1::uuid and state = 'queued' returning id",
        [job],
      );
      return rows.length === 1;
    },
    async stands(job, sent) {
      await db.query(
        `insert into platform_message (workspace_id, channel, platform_id, job_id, part)
         values ($1, $2, $3, $4::uuid, $5::int) on conflict do nothing`,
        [sent.place.workspace, sent.place.channel, sent.platformId, job, sent.part],
      );
    },
    async release(job, delayMs) {
      await db.query(`update job set owner = null, lease_until = ${lease("$3")} where ${held("job")}`, [
        job.id,
        job.attempt,
        delayMs,
      ]);
    },
    async cancel(target) {
      const [condition, params] = cancelTarget(target);
      const rows = await db.query(
        `update job set cancel_requested_at = coalesce(cancel_requested_at, now())
         where ${condition} and (state = 'running' or state = 'queued') and kind = 'turn' returning id`,
        params,
      );
      return rows.map((row) => jobId(String(row.id)));
    },
    async questionGone(job) {
      const [row] = await db.query("select deleted_at from message where id = $1::uuid", [
        job.message ?? null,
      ]);
      return row !== undefined && row.deleted_at !== null;
    },
    async find(job, place) {
      if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(job)) return undefined;
      const [row] = await db.query(
        `select j.* from job j join chat c on c.id = j.chat_id
         where j.id = $1::uuid and j.workspace_id = $2 and c.channel = $3`,
        [job, place.workspace, place.channel],
      );
      return row && readFound(row);
    },
    async queue(lane) {
      const rows = await db.query(
        `select id, input, (row_number() over (order by seq))::int as ahead from job
         where lane = $1::uuid and state = 'queued' order by seq`,
        [lane],
      );
      return rows.flatMap((row) => {
        const input = row.input as JobInput;
        if (input.kind !== "turn") return [];
        const { place, repliesTo } = input;
        return [{ job: jobId(String(row.id)), ahead: Number(row.ahead), place, repliesTo }];
      });
    },
  };
}

function cancelTarget(target: Parameters<JobStore["cancel"]>[0]): [condition: string, params: string[]] {
  if ("job" in target) return ["id = $1::uuid", [target.job]];
  if ("lane" in target) return ["lane = $1::uuid", [target.lane]];
  return ["chat_id = $1::uuid and input->'person'->>'id' = $2", [target.chat, target.person]];
}

function readFound(row: Record<string, unknown>): FoundJob {
  return {
    id: jobId(String(row.id)),
    lane: branchId(String(row.lane)),
    chat: chatId(String(row.chat_id)),
    state: row.state as FoundJob["state"],
    outcome: (row.outcome as FoundJob["outcome"] | null) ?? undefined,
    message: row.message_id === null ? undefined : messageId(String(row.message_id)),
    input: row.input as JobInput,
  };
}
