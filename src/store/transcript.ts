import { jobId, messageId } from "../core/ids.ts";
import type { Job } from "../core/job.ts";
import type { Position, Transcript, TranscriptMessage, TranscriptStore } from "../core/store.ts";
import type { Database, Row } from "./database.ts";
import { type PathMessage, pathOf } from "./path.ts";
import type { ReadAlong } from "./read-along.ts";
import { readStanding } from "./sharing.ts";

/** The segment of the path through which a message is seen, and its place there. */
const locateSql = `
with recursive w as (
  select s.id, s.prev_id, s.prev_hi, s.src_id, s.lo, b.head_seq as hi
  from branch b join segment s on s.id = b.head_seg where b.id = $1::uuid
  union all
  select s.id, s.prev_id, s.prev_hi, s.src_id, s.lo, w.prev_hi from w join segment s on s.id = w.prev_id
)
select w.id, m.seq::float8 from w join message m on m.seg_id = w.src_id and m.seq between w.lo and w.hi
where m.id = $2::uuid limit 1`;

/** The newest summary anywhere on the path; walks every segment, but no message. */
const summarySql = `
with recursive w as (
  select s.id as seen_seg, s.prev_id, s.prev_hi, s.lo, coalesce($3::bigint, b.head_seq) as hi, 0 as depth
  from branch b join segment s on s.id = coalesce($2::uuid, b.head_seg) where b.id = $1::uuid
  union all
  select s.id, s.prev_id, s.prev_hi, s.lo, w.prev_hi, w.depth + 1 from w join segment s on s.id = w.prev_id
)
select y.text as summary, y.tokens as summary_tokens, y.seg_id as summary_seg, y.seq as summary_seq
from w join summary y on y.seg_id = w.seen_seg and y.seq between w.lo and w.hi
order by w.depth, y.seq desc limit 1`;

/** An edit or deletion holds the chat's row while it drops summaries, so none slips in beside it. */
const summariseSql = `
with chat_now as (
  select c.id from segment s join chat c on c.id = s.chat_id where s.id = $1::uuid and c.revision = $5::int for no key update of c
)
insert into summary (seg_id, seq, text, tokens) select $1::uuid, $2::bigint, $3, $4::int from chat_now
on conflict (seg_id, seq) do update set text = excluded.text, tokens = excluded.tokens, created_at = now()`;

export function transcriptStore(db: Database, along: ReadAlong): TranscriptStore {
  return {
    async path(job, limit) {
      const start = await startOf(db, job);
      const { text, params } = pathOf(job.id, limit, start);
      const [first] = await (along.take(job, limit) ?? db.query(text, params));
      const found = (first?.messages as PathMessage[] | null | undefined) ?? [];
      const messages = found.flatMap(readMessage);
      const more = found.length >= limit && Number(first?.head_pos ?? 0) > limit;
      let summary = first && readSummary(first);
      // one that lies before what was walked
      if (more && !summary && !first?.whole) {
        const [row] = await db.query(summarySql, [job.lane, start?.segment ?? null, start?.seq ?? null]);
        summary = row && readSummary(row);
      }
      return {
        standing: readStanding(first && { ...first, role: first.standing }),
        revision: Number(first?.revision ?? 0),
        title: String(first?.title ?? ""),
        fork: first?.fork_seg ? { segment: String(first.fork_seg), seq: Number(first.fork_seq) } : undefined,
        messages,
        summary,
        more,
      };
    },
    async summarise(seen, { text, tokens }, revision) {
      await db.query(summariseSql, [seen.segment, seen.seq, text, tokens, revision]);
    },
  };
}

/** A turn done again goes on from its question, not from the head. */
async function startOf(db: Database, job: Job): Promise<Position | undefined> {
  if (job.input.kind !== "turn" || job.input.redo?.action !== "regenerate" || !job.message) return undefined;
  const [row] = await db.query(locateSql, [job.lane, job.message]);
  return row && { segment: String(row.id), seq: Number(row.seq) };
}

function readSummary(row: Row): Transcript["summary"] {
  if (typeof row.summary !== "string") return undefined;
  const seen = { segment: String(row.summary_seg), seq: Number(row.summary_seq) };
  return { text: row.summary, tokens: Number(row.summary_tokens), seen };
}

/** None of one that was deleted. */
function readMessage(found: PathMessage): TranscriptMessage[] {
  const [id, segment, seq, seenSegment, role, authorId, authorName, text, files, tokens, note, job, ...is] =
    found;
  const [superseded, deleted, pending] = is;
  if (deleted) return [];
  const message = {
    id: messageId(id),
    at: { segment, seq },
    seen: { segment: seenSegment, seq },
    role,
    authorId,
    authorName,
    text,
    files: files ?? [],
    tokens,
    note: note ?? undefined,
    job: job === null ? undefined : jobId(job),
    superseded,
    pending,
  };
  return [message];
}
