import { isImage } from "../core/given-images.ts";
import { messageId } from "../core/ids.ts";
import type { ImageStore, KeptImage } from "../core/images.ts";
import type { FileRef } from "../core/inbound.ts";
import type { Database, Row } from "./database.ts";

const lookBack = 1_000;
/** Messages with files that are looked through for one with an image. */
const carriersAtMost = 50;

const lastSql = `
with recursive w as (
  select s.prev_id, s.prev_hi, s.src_id, s.lo, b.head_seq as hi, b.head_seq - s.lo + 1 as total, 0 as depth
  from branch b join segment s on s.id = b.head_seg where b.id = $1::uuid
  union all
  select s.prev_id, s.prev_hi, s.src_id, s.lo, w.prev_hi, w.total + w.prev_hi - s.lo + 1, w.depth + 1
  from w join segment s on s.id = w.prev_id where w.total < $2::int
)
select m.id, m.files from w cross join lateral (
  select id, seq, files from message
  where seg_id = w.src_id and seq between greatest(w.lo, w.hi - $2::int) and w.hi
    and files is not null and deleted_at is null and superseded_by is null
  order by seq desc limit $3::int
) m order by w.depth, m.seq desc limit $3::int`;

const ofSql = `
select m.id, m.files from platform_message p join message m on m.id = p.message_id
where p.workspace_id = $1 and p.channel = $2 and p.platform_id = $3 and not p.deleted and m.deleted_at is null`;

const seeSql = `
update message set files = (
  select jsonb_agg(case when f->>'id' = $2 then f || jsonb_build_object('seen', $3::text) else f end order by n)
  from jsonb_array_elements(files) with ordinality t(f, n)
) where id = $1::uuid and files is not null and deleted_at is null`;

export function imageStore(db: Database): ImageStore {
  return {
    async last(branch) {
      const rows = await db.query(lastSql, [branch, lookBack, carriersAtMost]);
      return rows
        .map((row) => readImage(row, (images) => images.at(-1)))
        .find((image) => image !== undefined);
    },
    async of({ workspace, channel }, id) {
      const [row] = await db.query(ofSql, [workspace, channel, id]);
      return row && readImage(row, (images) => images[0]);
    },
    async madeBy(job) {
      const [row] = await db.query(
        "select files from message where job_id = $1::uuid and deleted_at is null order by created_at limit 1",
        [job],
      );
      return ((row?.files as FileRef[] | null | undefined) ?? []).filter(isImage);
    },
    async see({ message, file }, seen) {
      await db.query(seeSql, [message, file.id, seen]);
    },
  };
}

function readImage(
  row: Row,
  choose: (images: readonly FileRef[]) => FileRef | undefined,
): KeptImage | undefined {
  const file = choose(((row.files as FileRef[] | null) ?? []).filter(isImage));
  return file && { message: messageId(String(row.id)), file };
}
