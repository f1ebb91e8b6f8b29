import { jobId } from "../core/ids.ts";
import type { MessageStore } from "../core/store.ts";
import { arrive } from "./arrive.ts";
import type { Database } from "./database.ts";
import { forgetAsked, forgetCommand, forgetDerived } from "./forget.ts";
import type { ReadAlong } from "./read-along.ts";

/** A late older edit and an edit after the deletion change nothing. An edit that overtook its message waits for it. */
const editSql = `
with parked as (
  insert into platform_message (workspace_id, channel, platform_id, parked_text, parked_at)
  select $1, $2, $3, $4, to_timestamp($6::float8 / 1000) where $7::boolean
  on conflict (workspace_id, channel, platform_id) do update
    set parked_text = excluded.parked_text, parked_at = excluded.parked_at
    where platform_message.message_id is null and platform_message.job_id is null and not platform_message.deleted
      and (platform_message.parked_at is null or platform_message.parked_at < excluded.parked_at)
)
update message m set text = $4, tokens = $5::int, edited_at = to_timestamp($6::float8 / 1000)
from platform_message p
where p.workspace_id = $1 and p.channel = $2 and p.platform_id = $3 and p.message_id = m.id and p.job_id is null
  and m.deleted_at is null and (m.edited_at is null or m.edited_at < to_timestamp($6::float8 / 1000))
returning m.id`;

/**
 * The key stays, so that a message whose deletion overtook it, or which is delivered again, is not answered.
 * Parley's own answer goes with the last of its messages.
 */
const removeSql = `
with gone as (
  insert into platform_message (workspace_id, channel, platform_id, deleted)
  select $1, $2, $3, true from chat where workspace_id = $1 and channel = $2
  on conflict (workspace_id, channel, platform_id) do update set deleted = true, parked_text = null
  returning message_id, job_id
), blank as (
  update message m set text = '', tokens = 0, files = null, note = null, deleted_at = now() from gone
  where m.id = gone.message_id and not exists (
    select 1 from platform_message other where other.message_id = m.id and not other.deleted
      and not (other.workspace_id = $1 and other.channel = $2 and other.platform_id = $3)
  )
)
update job set cancel_requested_at = coalesce(cancel_requested_at, now()) from gone
where job.message_id = gone.message_id and gone.job_id is null and job.state <> 'done'
returning job.id`;

const knownSql = `
select m.id, m.text from platform_message p join message m on m.id = p.message_id
where p.workspace_id = $1 and p.channel = $2 and p.platform_id = $3`;

export function messageStore(db: Database, along: ReadAlong): MessageStore {
  return {
    arrive: (arrival, claim) => arrive(db, along, arrival, claim),
    async known(messages) {
      const place = messages[0]?.place;
      if (!place) return new Set();
      const rows = await db.query(
        `select platform_id from platform_message where workspace_id = $1 and channel = $2
         and platform_id in (select jsonb_array_elements_text($3::text::jsonb))`,
        [place.workspace, place.channel, JSON.stringify(messages.map((m) => m.id))],
      );
      return new Set(rows.map((row) => String(row.platform_id)));
    },
    async edit(place, id, text, tokens, at, addressed) {
      const params = [place.workspace, place.channel, id, text, tokens, at, addressed];
      await db.transaction(async (query) => {
        const [known] = await query(knownSql, params.slice(0, 3));
        const [changed] = await query(editSql, params);
        if (known && changed) await forgetDerived(query, String(changed.id), String(known.text), text);
      });
    },
    async remove(place, id) {
      const key = [place.workspace, place.channel, id];
      return db.transaction(async (query) => {
        const [known] = await query(knownSql, key);
        const rows = await query(removeSql, key);
        await forgetCommand(query, place, id);
        if (known) {
          await forgetAsked(query, String(known.id));
          await forgetDerived(query, String(known.id), String(known.text), "");
        }
        return rows.map((row) => jobId(String(row.id)));
      });
    },
  };
}
