import { randomUUID } from "node:crypto";
import type { Job } from "../core/job.ts";
import type { Claim, JobEnd } from "../core/store.ts";
import { onceMoreOnCollision } from "./collision.ts";
import type { Database } from "./database.ts";
import { held } from "./held.ts";
import { readJob } from "./read-job.ts";

/**
 * Ends a job, appends its answer, notes at the question that it was answered in a thread, and claims the next
 * job of the lane: one statement, so all or nothing. A stale attempt matches no row in `ended` and so does nothing.
 */
const finishSql = `
with ended as (
  update job set state = 'done', outcome = $3, finished_at = now(), owner = null, lease_until = null, checkpoint = null
  where ${held("job")}
  returning id, lane, chat_id, workspace_id, message_id
), head as (
  update branch b set head_seq = b.head_seq + 1, head_pos = b.head_pos + 1
  from ended where b.id = coalesce($16::uuid, ended.lane) and $4::uuid is not null
  returning b.chat_id, b.title, b.fork_seg, b.fork_seq, b.head_seg, b.head_seq
), answer as (
  insert into message (id, chat_id, seg_id, seq, role, author_id, author_name, text, files, tokens, job_id, created_at)
  select $4::uuid, chat_id, head_seg, head_seq, 'parley', 'parley', 'Parley', $5, $15::text::jsonb, $6::int, $1::uuid, to_timestamp($7::float8 / 1000)
  from head
), noted as (
  update message q set note = left('answered in the thread "' || head.title || '": ' || split_part($5, E'\\n', 1), 300)
  from head, ended where q.id = ended.message_id and q.seg_id = head.fork_seg and q.seq = head.fork_seq
), superseded as (
  update message old set superseded_by = $4::uuid from ended
  where old.job_id = $8::uuid and $4::uuid is not null
), stands as (
  insert into platform_message (workspace_id, channel, platform_id, message_id, job_id, part)
  select ended.workspace_id, p.channel, p.id, $4::uuid, $1::uuid, p.part
  from ended, jsonb_to_recordset($9::text::jsonb) p(part int, channel text, id text)
  on conflict (workspace_id, channel, platform_id) do update set message_id = excluded.message_id
), spent as (
  insert into usage (id, workspace_id, chat_id, job_id, person_id, model, input_tokens, output_tokens, cost_nano_usd)
  select u.id, ended.workspace_id, ended.chat_id, ended.id, $11, u.model, u.read, u.written, u.cost
  from ended, jsonb_to_recordset($10::text::jsonb) u(id uuid, model text, read int, written int, cost bigint)
), next as (
  update job set state = 'running', attempt = attempt + 1, owner = $12::uuid,
    lease_until = now() + make_interval(secs => $13::float8 / 1000)
  where id = (
    select q.id from job q where q.lane = (select lane from ended) and q.state = 'queued' and $14::boolean
    order by q.seq limit 1 for update skip locked
  )
  returning *, seq::float8 as seq_number
)
select (select count(*) from ended)::int as owned, next.* from (select 1) one left join next on true`;

export async function finish(
  db: Database,
  job: Job,
  end: JobEnd,
  claim: Claim,
): Promise<{ owned: boolean; next?: Job }> {
  const { answer, usage = [] } = end;
  const params = [
    job.id,
    job.attempt,
    end.outcome,
    answer ? randomUUID() : null,
    answer?.text ?? "",
    answer?.tokens ?? 0,
    answer?.at ?? 0,
    answer?.supersedes ?? null,
    sentJson(end.sent),
    usageJson(usage),
    job.input.kind === "turn" ? job.input.person.id : job.input.command.person.id,
    claim.owner,
    claim.leaseMs,
    claim.mayRun,
    answer?.files?.length ? JSON.stringify(answer.files) : null,
    answer?.branch ?? null,
  ];
  const [row] = await onceMoreOnCollision(() => db.query(finishSql, params));
  const owned = row?.owned === 1;
  return row && typeof row.id === "string" ? { owned, next: readJob(row) } : { owned };
}

/** For `jsonb_to_recordset(…) (part int, channel text, id text)`. */
export function sentJson(sent: JobEnd["sent"]): string {
  return JSON.stringify(sent.map((s) => ({ part: s.part, channel: s.place.channel, id: s.platformId })));
}

/** For `jsonb_to_recordset(…) (id uuid, model text, read int, written int, cost bigint)`. */
function usageJson(usage: NonNullable<JobEnd["usage"]>): string {
  const rows = usage.map(({ model, inputTokens: read, outputTokens: written, costNanoUsd: cost }) => ({
    id: randomUUID(),
    model,
    read,
    written,
    cost,
  }));
  return JSON.stringify(rows);
}
