import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import type { Place } from "../core/inbound.ts";
import type { PastMessage } from "../core/store.ts";
import { estimateTokens } from "../core/tokens.ts";
import { onceMoreOnCollision } from "./collision.ts";
import type { Database, Param, Row } from "./database.ts";
import { storeFailure } from "./failure.ts";
import { freeTitle } from "./free-title.ts";
import { branch, message, platformMessage, segment } from "./schema.ts";

const chainSql = `
with recursive c as (
  select * from chat where workspace_id = $1 and channel = $2
), w as (
  select s.id, s.prev_id, s.prev_hi, s.src_id, s.lo, s.base_pos, b.head_seq as hi, 0 as depth
  from c join branch b on b.id = c.current_branch join segment s on s.id = b.head_seg
  union all
  select s.id, s.prev_id, s.prev_hi, s.src_id, s.lo, s.base_pos, w.prev_hi, w.depth + 1
  from w join segment s on s.id = w.prev_id
)`;

/** Where the thread's root message stands on the channel's path, if Parley knows it. */
const rootSql = `${chainSql}
select c.id as chat_id, c.current_branch, w.id as through, m.seg_id, m.seq::float8,
  (w.base_pos + m.seq - w.lo + 1)::float8 as pos
from c left join platform_message p on p.workspace_id = c.workspace_id and p.channel = c.channel and p.platform_id = $3
left join message m on m.id = p.message_id
left join w on w.src_id = m.seg_id and m.seq between w.lo and w.hi
limit 1`;

/** The last message on the channel's path that is older than the thread. */
const olderSql = `${chainSql}
select w.id as through, m.seg_id, m.seq::float8, (w.base_pos + m.seq - w.lo + 1)::float8 as pos
from w cross join lateral (
  select * from message m where m.seg_id = w.src_id and m.seq between w.lo and w.hi
    and m.created_at < to_timestamp($3::float8 / 1000)
  order by m.seq desc limit 1
) m order by w.depth limit 1`;

const titleSql = `select ${freeTitle("$1::uuid", "$4::text", "$2", "$3")} as title`;

/** See `ChatStore.adopt`. History never changes, so the fork point is read before the transaction. */
export async function adopt(
  db: Database,
  place: Place,
  title: string,
  backlog: readonly PastMessage[],
  isPrivate: boolean,
): Promise<void> {
  const key: Param[] = [place.workspace, place.channel];
  const [root] = await db.query(rootSql, [...key, place.thread ?? ""]);
  if (!root) return;
  const begins = backlog[0]?.at ?? Date.now();
  const fork = root.through ? root : (await db.query(olderSql, [...key, begins]))[0];
  const own = root.through ? backlog.filter((m) => m.id !== place.thread) : backlog;
  await onceMoreOnCollision(async () => {
    const [free] = await db.query(titleSql, [
      String(root.chat_id),
      title,
      randomUUID(),
      isPrivate ? (place.thread ?? "") : null,
    ]);
    try {
      await write(db, place, { title: String(free?.title), isPrivate }, root, fork, own);
    } catch (error) {
      throw storeFailure(error);
    }
  });
}

async function write(
  db: Database,
  place: Place,
  { title, isPrivate }: { title: string; isPrivate: boolean },
  root: Row,
  fork: Row | undefined,
  backlog: readonly PastMessage[],
): Promise<void> {
  const chat = String(root.chat_id);
  const log = randomUUID();
  const pos = fork ? Number(fork.pos) : 0;
  await db.orm.transaction(async (tx) => {
    const [back] = await tx
      .update(branch)
      .set({ state: "open", title })
      .where(and(eq(branch.chatId, chat), eq(branch.thread, place.thread ?? ""), eq(branch.state, "deleted")))
      .returning({ id: branch.id });
    if (back) return;
    const made = await tx
      .insert(branch)
      .values({
        id: randomUUID(),
        chatId: chat,
        parentId: String(root.current_branch),
        thread: place.thread ?? "",
        title,
        audience: isPrivate ? place.thread : null,
        forkSeg: fork ? String(fork.seg_id) : null,
        forkSeq: fork ? Number(fork.seq) : null,
        forkPos: pos,
        headSeg: log,
        headSeq: backlog.length,
        headPos: pos + backlog.length,
      })
      .onConflictDoNothing({ target: [branch.chatId, branch.thread] })
      .returning({ id: branch.id });
    if (made.length === 0) return;
    await tx.insert(segment).values({
      id: log,
      chatId: chat,
      prevId: fork ? String(fork.through) : null,
      prevHi: fork ? Number(fork.seq) : null,
      srcId: log,
      basePos: pos,
    });
    const rows = backlog.map((past, index) => ({ ...row(past), chatId: chat, segId: log, seq: index + 1 }));
    if (rows.length === 0) return;
    await tx.insert(message).values(rows);
    const stands = rows.map((r, index) => ({
      workspaceId: place.workspace,
      channel: place.channel,
      platformId: backlog[index]?.id ?? "",
      messageId: r.id,
    }));
    await tx.insert(platformMessage).values(stands).onConflictDoNothing();
  });
}

function row(past: PastMessage) {
  return {
    id: randomUUID(),
    role: past.own ? ("parley" as const) : ("person" as const),
    authorId: past.author.id,
    authorName: past.author.name,
    text: past.text,
    tokens: estimateTokens(past.text),
    createdAt: new Date(past.at),
  };
}
