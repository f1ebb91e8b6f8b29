import type { ChatSettings } from "../core/chat.ts";
import { branchId, chatId } from "../core/ids.ts";
import type { Person } from "../core/inbound.ts";
import type { Role, Standing } from "../core/rights.ts";
import type { Participant, SharingStore } from "../core/sharing.ts";
import type { Database, Query, Row } from "./database.ts";

const atSql = `
select c.id, c.settings, c.shared_at is not null as shared, b.id as branch_id, p.role, p.left_at is not null as has_left
from chat c join branch b on b.chat_id = c.id and b.state <> 'deleted' and
  b.id = case when $3 = '' then c.current_branch else (select id from branch t where t.chat_id = c.id and t.thread = $3) end
left join participant p on p.chat_id = c.id and p.person_id = $4
where c.workspace_id = $1 and c.channel = $2`;

/** By log: all that these branches' paths lead through. Only a log's own messages, so that none counts twice. */
const participantsSql = `
with recursive path(id, prev_id, src_id) as (
  select s.id, s.prev_id, s.src_id from branch b join segment s on s.id = b.head_seg
  where b.chat_id = $1::uuid and b.id::text in (select jsonb_array_elements_text($2::text::jsonb))
  union
  select s.id, s.prev_id, s.src_id from path join segment s on s.id = path.prev_id
), said as (
  select m.author_id, (array_agg(m.author_name order by m.created_at desc))[1] as name, count(*)::int as messages,
    (extract(epoch from max(m.created_at)) * 1000)::float8 as active_at
  from (select distinct src_id from path) log join message m on m.seg_id = log.src_id
  where m.role = 'person' and m.deleted_at is null
  group by m.author_id
), given as (
  select person_id, name, role, left_at is not null as has_left from participant where chat_id = $1::uuid
)
select coalesce(given.person_id, said.author_id) as id, coalesce(given.name, said.name) as name, given.role,
  coalesce(given.has_left, false) as has_left, coalesce(said.messages, 0) as messages, said.active_at
from given full join said on said.author_id = given.person_id
order by given.role is distinct from 'owner', said.active_at desc nulls last, name`;

const giveSql = `
insert into participant (chat_id, person_id, name, role) values ($1::uuid, $2, $3, $4)
on conflict (chat_id, person_id) do update set name = excluded.name, role = excluded.role, left_at = null`;

export function sharingStore(db: Database): SharingStore {
  return {
    async at(place, person) {
      const params = [place.workspace, place.channel, place.thread ?? "", person];
      const [row] = await db.query(atSql, params);
      if (!row) return undefined;
      const conversation = {
        workspace: place.workspace,
        chat: chatId(String(row.id)),
        branch: branchId(String(row.branch_id)),
        settings: row.settings as ChatSettings,
      };
      return { conversation, standing: readStanding(row), left: Boolean(row.has_left) };
    },
    async standing(chat, person) {
      const [row] = await db.query(
        `select c.settings, c.shared_at is not null as shared, p.role
         from chat c left join participant p on p.chat_id = c.id and p.person_id = $2 where c.id = $1::uuid`,
        [chat, person],
      );
      return readStanding(row);
    },
    share: (chat, by) =>
      locked(db, chat, async (query, row) => {
        if (row.shared) {
          const [owner] = await query(
            "select person_id as id, name from participant where chat_id = $1::uuid and role = 'owner'",
            [chat],
          );
          return { fresh: false, owner: owner ? { id: String(owner.id), name: String(owner.name) } : by };
        }
        await query("update chat set shared_at = now() where id = $1::uuid", [chat]);
        await crown(query, chat, by);
        return { fresh: true, owner: by };
      }),
    unshare: (chat) =>
      locked(db, chat, async (query, row) => {
        await query("update chat set shared_at = null where id = $1::uuid", [chat]);
        await query(
          "update invitation set state = 'revoked' where chat_id = $1::uuid and state = 'pending'",
          [chat],
        );
        return Boolean(row.shared);
      }),
    async participants(chat, branches) {
      return (await db.query(participantsSql, [chat, JSON.stringify(branches)])).map(readParticipant);
    },
    setRole: (chat, person, role) =>
      locked(db, chat, async (query) => {
        if ((await roleOf(query, chat, person.id)) === "owner") return false;
        await query(giveSql, [chat, person.id, person.name, role]);
        return true;
      }),
    handOver: (chat, from, to) =>
      locked(db, chat, async (query) => {
        if ((await roleOf(query, chat, from)) !== "owner") return false;
        await crown(query, chat, to);
        return true;
      }),
    leave: (chat, person) =>
      locked(db, chat, async (query) => {
        if ((await roleOf(query, chat, person.id)) === "owner") return "owner";
        const gone = await query(
          `insert into participant (chat_id, person_id, name, left_at) values ($1::uuid, $2, $3, now())
           on conflict (chat_id, person_id) do update
             set left_at = now(), role = case when participant.role = 'viewer' then 'viewer' end
             where participant.left_at is null
           returning person_id`,
          [chat, person.id, person.name],
        );
        return gone.length === 1 ? "left" : "already";
      }),
    async comeBack(chat, person) {
      await db.query("update participant set left_at = null where chat_id = $1::uuid and person_id = $2", [
        chat,
        person,
      ]);
    },
  };
}

/** One change of who is what at a time: whoever changes it holds the chat's row. */
function locked<T>(db: Database, chat: string, work: (query: Query, row: Row) => Promise<T>): Promise<T> {
  return db.transaction(async (query) => {
    const [row] = await query(
      "select shared_at is not null as shared from chat where id = $1::uuid for no key update",
      [chat],
    );
    return work(query, row ?? {});
  });
}

async function roleOf(query: Query, chat: string, person: string): Promise<unknown> {
  const [row] = await query("select role from participant where chat_id = $1::uuid and person_id = $2", [
    chat,
    person,
  ]);
  return row?.role;
}

async function crown(query: Query, chat: string, { id, name }: Person): Promise<void> {
  await query("update participant set role = 'editor' where chat_id = $1::uuid and role = 'owner'", [chat]);
  await query(giveSql, [chat, id, name, "owner"]);
}

/** Of a row with `shared`, `role` and `settings`. */
export function readStanding(row: Row | undefined): Standing {
  return {
    shared: Boolean(row?.shared),
    role: (row?.role as Role | null | undefined) ?? undefined,
    settings: (row?.settings as ChatSettings | undefined) ?? {},
  };
}

function readParticipant(row: Row): Participant {
  return {
    person: { id: String(row.id), name: String(row.name) },
    role: (row.role as Role | null) ?? undefined,
    left: Boolean(row.has_left),
    messages: Number(row.messages),
    activeAt: row.active_at === null ? undefined : Number(row.active_at),
  };
}
