import type { FileRef, Place } from "../core/inbound.ts";
import type { Position, TranscriptMessage } from "../core/store.ts";
import type { Statement } from "./database.ts";
import { running } from "./held.ts";

/**
 * A path, in one row: its messages as one array, which costs a fifth of what as many rows with as many columns cost to
 * read. Walks back only as far as the `$2` messages asked for, so that the cost does not grow with the chat.
 * A few segments more are looked through for a summary: most paths end there, and then none lies further back.
 * How whoever asked stands towards the chat is read along.
 * @param start SQL: the branch, and the segment and number (`seg`, `hi`) to walk back from.
 */
function pathFrom(start: string): string {
  return `
with recursive b as (
  ${start}
), w as (
  select s.id as seen_seg, s.prev_id, s.prev_hi, s.src_id, s.lo, b.hi, b.hi - s.lo + 1 as total, 0::bigint as before, 0 as depth
  from b join segment s on s.id = b.seg
  union all
  select s.id, s.prev_id, s.prev_hi, s.src_id, s.lo, w.prev_hi, w.total + w.prev_hi - s.lo + 1, w.total, w.depth + 1
  from w join segment s on s.id = w.prev_id where w.total < $2::int or w.depth < 3
), newest as (
  select m.*, w.depth, w.seen_seg from (select * from w where before < $2::int) w cross join lateral (
    select * from message m where m.seg_id = w.src_id and m.seq between w.lo and w.hi order by m.seq desc limit $2::int
  ) m
  order by w.depth, m.seq desc limit $2::int
), told as (
  select y.text as summary, y.tokens as summary_tokens, y.seg_id as summary_seg, y.seq as summary_seq
  from w join summary y on y.seg_id = w.seen_seg and y.seq between w.lo and w.hi
  order by w.depth, y.seq desc limit 1
)
select b.settings, b.revision, b.shared, b.standing, b.title, b.fork_seg, b.fork_seq::float8, b.head_pos::float8, b.seg, b.hi::float8, told.*,
  exists (select 1 from w where w.prev_id is null) as whole, (
    select json_agg(json_build_array(m.id, m.seg_id, m.seq, m.seen_seg, m.role, m.author_id, m.author_name, m.text, m.files,
      m.tokens, m.note, m.job_id, m.superseded_by is not null, m.deleted_at is not null,
      m.id in (select q.message_id from job q where q.lane = b.id and q.state = 'queued')) order by m.depth, m.seq desc)
    from newest m
  ) as messages
from b left join told on true`;
}

const columns = `b.id, b.title, b.fork_seg, b.fork_seq, b.head_pos, c.settings, c.revision,
    c.shared_at is not null as shared, p.role as standing`;
const participantOf = (person: string) =>
  `left join participant p on p.chat_id = c.id and p.person_id = ${person}`;

const jobSql = pathFrom(`
  select ${columns}, coalesce($3::uuid, b.head_seg) as seg, coalesce($4::bigint, b.head_seq) as hi
  from job j join branch b on b.id = j.lane join chat c on c.id = b.chat_id
  ${participantOf("j.input->'person'->>'id'")}
  where ${running("j")}`);

const placeSql = pathFrom(`
  select ${columns}, b.head_seg as seg, b.head_seq as hi
  from chat c join branch b on b.chat_id = c.id and b.state <> 'deleted' and
    b.id = case when $4 = '' then c.current_branch else (select id from branch t where t.chat_id = c.id and t.thread = $4) end
  ${participantOf("$5")}
  where c.workspace_id = $1 and c.channel = $3`);

/** A message as `pathSql` tells of it. */
export type PathMessage = [
  id: string,
  segment: string,
  seq: number,
  seenSegment: string,
  role: TranscriptMessage["role"],
  authorId: string,
  authorName: string,
  text: string,
  files: FileRef[] | null,
  tokens: number,
  note: string | null,
  job: string | null,
  superseded: boolean,
  deleted: boolean,
  pending: boolean,
];

/** The path of a running job, back from its branch's head, or from `from`. */
export function pathOf(job: string, limit: number, from?: Position): Statement {
  return { text: jobSql, params: [job, limit, from?.segment ?? null, from?.seq ?? null] };
}

/** The path of whichever branch stands at a place, as this person asks for it. */
export function pathAt(place: Place, person: string, limit: number): Statement {
  return { text: placeSql, params: [place.workspace, limit, place.channel, place.thread ?? "", person] };
}
