import type { Merge, Preview, PreviewMessages, Refused, SaidMessage } from "../core/branches.ts";
import type { Database, Row } from "./database.ts";
import { bothLines } from "./merge.ts";
import { after, type Range, sizeOf, without } from "./ranges.ts";

/** Range by range (`offset 0`): the planner takes any list for a hundred ranges and would rather read all messages there are. */
const messagesIn = `jsonb_to_recordset($1::text::jsonb) r(nth int, src uuid, lo bigint, hi bigint)
  cross join lateral (
    select * from message m where m.seg_id = r.src and m.seq between r.lo and r.hi
      and m.deleted_at is null and m.superseded_by is null and m.role <> 'marker' offset 0
  ) m`;

const saidSql = `
with said as (select m.author_name, m.text, r.nth, m.seq from ${messagesIn})
(select 'author' as what, author_name, null as text, count(*)::int as count from said group by author_name order by count(*) desc, author_name)
union all (select 'first', author_name, left(text, 400), 0 from said order by nth, seq limit 1)
union all (select 'last', author_name, left(text, 400), 0 from said order by nth desc, seq desc limit 1)`;

/** See `BranchStore.preview`. */
export async function preview(
  db: Database,
  wanted: Pick<Merge, "chat" | "source" | "target">,
): Promise<Preview | Refused> {
  const both = await bothLines((text, params) => db.query(text, params), wanted);
  if ("kind" in both) return both;
  const { source, target } = both;
  const lacking = without(source.path, target.path);
  const own = without(after(source.path, source.fork), target.path);
  return { kind: "preview", own: await said(db, own), before: sizeOf(lacking) - sizeOf(own) };
}

const ownSql = `select m.role, m.author_name, m.text from ${messagesIn} order by r.nth, m.seq`;

/** See `BranchStore.unmerged`. */
export async function unmerged(
  db: Database,
  wanted: Pick<Merge, "chat" | "source" | "target">,
): Promise<SaidMessage[]> {
  const both = await bothLines((text, params) => db.query(text, params), wanted);
  if ("kind" in both) return [];
  const own = without(after(both.source.path, both.source.fork), both.target.path);
  const rows = await db.query(ownSql, [numbered(own)]);
  return rows.map((row) => ({
    role: row.role as SaidMessage["role"],
    authorName: String(row.author_name),
    text: String(row.text),
  }));
}

/** For `jsonb_to_recordset(…) r(nth int, src uuid, lo bigint, hi bigint)`. */
function numbered(ranges: readonly Range[]): string {
  return JSON.stringify(ranges.map((r, nth) => ({ ...r, nth })));
}

async function said(db: Database, ranges: readonly Range[]): Promise<PreviewMessages> {
  const rows = await db.query(saidSql, [numbered(ranges)]);
  const authors = rows
    .filter((row) => row.what === "author")
    .map((row) => ({ name: String(row.author_name), count: Number(row.count) }));
  const count = authors.reduce((sum, a) => sum + a.count, 0);
  return { count, authors, first: quoted(rows, "first"), last: quoted(rows, "last") };
}

function quoted(rows: readonly Row[], what: string): PreviewMessages["first"] {
  const row = rows.find((r) => r.what === what);
  return row && { author: String(row.author_name), text: String(row.text) };
}
