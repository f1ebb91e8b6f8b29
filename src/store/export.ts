import type { ChatSummary, ExportChat, ExportEntry, ExportMessage, ExportStore } from "../core/export.ts";
import { chatId, messageId, type PlatformName, type WorkspaceId } from "../core/ids.ts";
import type { FileRef } from "../core/inbound.ts";
import type { Database, Row } from "./database.ts";
import { planExport, type Step } from "./export-plan.ts";
import { readPointers } from "./export-pointers.ts";
import type { Range } from "./ranges.ts";

/** Messages read at once. */
const page = 1_000;

const chatSql = "select id, workspace_id, channel, kind from chat where id = $1::uuid";

const findSql = `
select id, workspace_id, channel, kind from chat
where channel = $2 and starts_with(workspace_id, $1 || '/') order by workspace_id`;

const chatsSql = `
select c.id, c.workspace_id, c.channel, c.kind, m.messages, m.active_at,
  (select count(*) from branch b where b.chat_id = c.id and b.state in ('open', 'merged'))::int as branches
from chat c left join (
  select chat_id, count(*)::float8 as messages, (extract(epoch from max(created_at)) * 1000)::float8 as active_at
  from message where deleted_at is null and role <> 'marker' group by chat_id
) m on m.chat_id = c.id
order by m.active_at desc nulls last, c.id`;

const messagesSql = `
select r.nth, m.id, m.role, m.author_id, m.author_name, m.text, m.files, m.note,
  m.superseded_by is not null as superseded,
  (extract(epoch from m.created_at) * 1000)::float8 as at, (extract(epoch from m.edited_at) * 1000)::float8 as edited_at
from jsonb_to_recordset($1::text::jsonb) r(nth int, src uuid, lo bigint, hi bigint)
join message m on m.seg_id = r.src and m.seq between r.lo and r.hi
where m.deleted_at is null order by r.nth, m.seq`;

export function exportStore(db: Database): ExportStore {
  return {
    async chats() {
      const rows = await db.query(chatsSql, []);
      return rows.map((row): ChatSummary => {
        const activeAt = row.active_at === null ? undefined : Number(row.active_at);
        return {
          ...readChat(row),
          branches: Number(row.branches),
          messages: Number(row.messages ?? 0),
          activeAt,
        };
      });
    },
    async find(platform, channel) {
      const rows = await db.query(findSql, [platform, channel]);
      return rows.map(readChat);
    },
    async open(chat) {
      const [row] = await db.query(chatSql, [chat]);
      if (!row) return undefined;
      const { pointers, branches } = await readPointers(db, chat);
      const known = new Map(branches.map((b) => [b.id, b]));
      return {
        chat: readChat(row),
        branches,
        async *read(what) {
          for (const steps of pagesOf(planExport(pointers, what))) {
            const found = await readMessages(db, steps);
            for (const [nth, step] of steps.entries()) {
              if (step.kind === "messages") {
                for (const message of found.get(nth) ?? []) yield { kind: "message", message };
              } else if (step.kind === "branch") {
                const branch = known.get(step.branch);
                if (branch) yield { kind: "branch", branch };
              } else yield step satisfies ExportEntry;
            }
          }
        },
      };
    },
  };
}

/** Steps that bring at most a page of messages, so that a chat of any size is read in little memory. */
function* pagesOf(steps: Iterable<Step>): Generator<Step[]> {
  let open: Step[] = [];
  let room = page;
  for (const step of steps) {
    if (step.kind !== "messages") {
      open.push(step);
      continue;
    }
    for (let { lo } = step.range; lo <= step.range.hi; ) {
      const hi = Math.min(step.range.hi, lo + room - 1);
      open.push({ kind: "messages", range: { ...step.range, lo, hi } });
      room -= hi - lo + 1;
      lo = hi + 1;
      if (room > 0) continue;
      yield open;
      open = [];
      room = page;
    }
  }
  yield open;
}

async function readMessages(db: Database, steps: readonly Step[]): Promise<Map<number, ExportMessage[]>> {
  const ranges = steps.flatMap((step, nth): (Range & { nth: number })[] =>
    step.kind === "messages" ? [{ src: step.range.src, lo: step.range.lo, hi: step.range.hi, nth }] : [],
  );
  if (ranges.length === 0) return new Map();
  const found = new Map<number, ExportMessage[]>();
  for (const row of await db.query(messagesSql, [JSON.stringify(ranges)])) {
    const nth = Number(row.nth);
    const list = found.get(nth);
    if (list) list.push(readMessage(row));
    else found.set(nth, [readMessage(row)]);
  }
  return found;
}

function readChat(row: Row): ExportChat {
  const workspace = String(row.workspace_id) as WorkspaceId;
  return {
    id: chatId(String(row.id)),
    platform: workspace.slice(0, workspace.indexOf("/")) as PlatformName,
    workspace,
    channel: String(row.channel),
    kind: row.kind as ExportChat["kind"],
  };
}

function readMessage(row: Row): ExportMessage {
  const files = (row.files as FileRef[] | null) ?? [];
  return {
    id: messageId(String(row.id)),
    role: row.role as ExportMessage["role"],
    author: { id: String(row.author_id), name: String(row.author_name) },
    at: Number(row.at),
    editedAt: row.edited_at === null ? undefined : Number(row.edited_at),
    text: String(row.text),
    note: typeof row.note === "string" ? row.note : undefined,
    files: files.map(({ name, mime, sizeBytes }) => ({ name, mime, sizeBytes })),
    superseded: Boolean(row.superseded),
  };
}
