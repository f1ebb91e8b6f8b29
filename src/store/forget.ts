import type { Place } from "../core/inbound.ts";
import { titleFrom } from "../core/title.ts";
import type { Query } from "./database.ts";
import { freeTitle } from "./free-title.ts";

/**
 * Walks the past of each of the chat's summaries, which is as long as it has forks and merges. Whichever of a summary
 * and its end comes first, both hold the chat's row, and only one made of what still stands is kept.
 */
const summariesSql = `
with recursive m as (
  select chat_id, seg_id, seq from message where id = $1::uuid
), w as (
  select y.seg_id as of_seg, y.seq as of_seq, s.prev_id, s.prev_hi, s.src_id, s.lo, y.seq as hi
  from m join segment s on s.chat_id = m.chat_id join summary y on y.seg_id = s.id
  union all
  select w.of_seg, w.of_seq, s.prev_id, s.prev_hi, s.src_id, s.lo, w.prev_hi from w join segment s on s.id = w.prev_id
)
delete from summary y using w, m
where y.seg_id = w.of_seg and y.seq = w.of_seq and w.src_id = m.seg_id and m.seq between w.lo and w.hi`;

/**
 * Drops what was made of a message that now says something else, or nothing any more: summaries, the note at the
 * question it answered, names of branches.
 */
export async function forgetDerived(
  query: Query,
  message: string,
  before: string,
  now: string,
): Promise<void> {
  // whoever switches locks a branch before its chat
  await renameBranches(query, message, before, now);
  await query(
    `update message q set note = null from message m join job j on j.id = m.job_id
     where m.id = $1::uuid and q.id = j.message_id`,
    [message],
  );
  await query(
    "update chat c set revision = revision + 1 from message m where m.id = $1::uuid and c.id = m.chat_id",
    [message],
  );
  await query(summariesSql, [message]);
}

/** A branch that began at the message may be named by its words. One that people named otherwise keeps its name. */
async function renameBranches(query: Query, message: string, before: string, now: string): Promise<void> {
  const begun = await query(
    `select b.id, b.chat_id, b.title from message m join branch b on b.chat_id = m.chat_id
       and (b.fork_seg = m.seg_id and b.fork_seq = m.seq or b.head_seg = m.seg_id and m.seq = 1)
     where m.id = $1::uuid and b.thread is distinct from ''`,
    [message],
  );
  for (const { id, chat_id, title } of begun) {
    if (!isOf(String(title), before)) continue;
    await query(
      `update branch b set title = ${freeTitle("$1::uuid", "b.audience", "$2", "$3")} where b.id = $3::uuid`,
      [String(chat_id), titleFrom(now), String(id)],
    );
  }
}

function isOf(title: string, text: string): boolean {
  const own = titleFrom(text);
  return title === own || title.startsWith(`${own.slice(0, 68)} (`);
}

const emptied = "jsonb_set(input #- '{command,files}', '{command,options}', '{}'::jsonb)";

/** A command that was written as a message: its options are that message's words, and its files came with it. */
export async function forgetCommand(query: Query, place: Place, id: string): Promise<void> {
  await query(`update job set input = ${emptied} where key = $1 and kind = 'command'`, [
    `command/${place.workspace}/${place.channel}/${place.channel}:${id}`,
  ]);
}

/** What a command was asked goes with its answer, which told of it: there is no other message to take back. */
export async function forgetAsked(query: Query, answer: string): Promise<void> {
  await query(
    `update job set input = ${emptied} from message m
     where m.id = $1::uuid and m.deleted_at is not null and job.id = m.job_id and job.kind = 'command'`,
    [answer],
  );
}
