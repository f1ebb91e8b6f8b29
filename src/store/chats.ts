import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import type { ChatSettings } from "../core/chat.ts";
import { branchId, chatId } from "../core/ids.ts";
import type { ChatStore } from "../core/store.ts";
import { adopt } from "./adopt.ts";
import type { Database } from "./database.ts";
import { storeFailure } from "./failure.ts";
import { branch, chat, segment } from "./schema.ts";

const findSql = `
select c.id, c.settings, b.id as branch_id from chat c join branch b on b.chat_id = c.id and b.state <> 'deleted' and
  b.id = case when $3 = '' then c.current_branch else (select id from branch t where t.chat_id = c.id and t.thread = $3) end
where c.workspace_id = $1 and c.channel = $2`;

/** The marker is a message of its own, so that it keeps its place whatever is merged or undone around it. */
const afreshSql = `
with head as (
  update branch set head_seq = head_seq + 1, head_pos = head_pos + 1 where id = $1::uuid
  returning chat_id, head_seg, head_seq
)
insert into message (id, chat_id, seg_id, seq, role, author_id, author_name, text, tokens, created_at)
select $2::uuid, chat_id, head_seg, head_seq, 'marker', $3, $4, 'afresh', 0, to_timestamp($5::float8 / 1000) from head`;

export function chatStore(db: Database): ChatStore {
  return {
    async find(place) {
      const [row] = await db.query(findSql, [place.workspace, place.channel, place.thread ?? ""]);
      if (!row) return undefined;
      return {
        workspace: place.workspace,
        chat: chatId(String(row.id)),
        branch: branchId(String(row.branch_id)),
        settings: row.settings as ChatSettings,
      };
    },
    async open(place) {
      const ids = { chat: randomUUID(), main: randomUUID(), log: randomUUID() };
      try {
        await db.orm.transaction(async (tx) => {
          const made = await tx
            .insert(chat)
            .values({
              id: ids.chat,
              workspaceId: place.workspace,
              channel: place.channel,
              kind: place.kind,
              currentBranch: ids.main,
            })
            .onConflictDoNothing()
            .returning({ id: chat.id });
          if (made.length === 0) return;
          await tx.insert(segment).values({ id: ids.log, chatId: ids.chat, srcId: ids.log, basePos: 0 });
          await tx
            .insert(branch)
            .values({ id: ids.main, chatId: ids.chat, thread: "", title: "main", headSeg: ids.log });
        });
      } catch (error) {
        throw storeFailure(error);
      }
    },
    adopt: (place, title, backlog, isPrivate) => adopt(db, place, title, backlog, isPrivate),
    async dms(platform, limit) {
      const rows = await db.query(
        `select c.channel from chat c join job j on j.chat_id = c.id
         where c.kind = 'dm' and c.workspace_id like $1 || '/%'
         group by c.id order by max(j.created_at) desc limit $2::int`,
        [platform, limit],
      );
      return rows.map((row) => String(row.channel));
    },
    async settings(id) {
      try {
        const [row] = await db.orm.select({ settings: chat.settings }).from(chat).where(eq(chat.id, id));
        return row?.settings ?? {};
      } catch (error) {
        throw storeFailure(error);
      }
    },
    async change(id, change) {
      const set = Object.entries(change).filter(([, value]) => value !== undefined);
      const unset = Object.keys(change).filter((key) => !set.some(([name]) => name === key));
      await db.query(
        `update chat set settings = (settings || $2::text::jsonb) - array(select jsonb_array_elements_text($3::text::jsonb))
         where id = $1::uuid`,
        [id, JSON.stringify(Object.fromEntries(set)), JSON.stringify(unset)],
      );
    },
    async startAfresh(id, by, at) {
      await db.query(afreshSql, [id, randomUUID(), by.id, by.name, at]);
    },
  };
}
