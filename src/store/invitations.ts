import { chatId, jobId } from "../core/ids.ts";
import type { Place } from "../core/inbound.ts";
import type { Invitation, InvitationStore } from "../core/invitations.ts";
import type { Database, Row } from "./database.ts";

/** Where it was made before, nothing of it is done again: not even older ones are revoked. */
const makeSql = `
with made as (
  insert into invitation (id, chat_id, inviter_id, inviter_name, person_id, person_name, role, place, expires_at)
  values ($1::uuid, $2::uuid, $3, $4, $5, $6, $7, $8::text::jsonb, to_timestamp($9::float8 / 1000))
  on conflict (id) do nothing returning chat_id, person_id
)
update invitation old set state = 'revoked' from made
where old.chat_id = made.chat_id and old.person_id = made.person_id and old.state = 'pending' and old.id <> $1::uuid`;

/** One statement: of many answers at once the row's lock lets one through, and the others no longer find it pending. */
const answerSql = `
with won as (
  update invitation i set state = $3, answered_by = $4::uuid from chat c
  where i.id = $1::uuid and i.person_id = $2 and c.id = i.chat_id and c.shared_at is not null
    and (i.state = 'pending' and i.expires_at > to_timestamp($5::float8 / 1000) or i.state = $3 and i.answered_by = $4::uuid)
  returning i.*
), joined as (
  insert into participant (chat_id, person_id, name, role)
  select chat_id, person_id, person_name, role from won where state = 'accepted'
  on conflict (chat_id, person_id) do update set name = excluded.name, left_at = null,
    role = case when participant.role = 'owner' then 'owner' else excluded.role end
)
select *, (extract(epoch from expires_at) * 1000)::float8 as until from won`;

const columns = "*, (extract(epoch from expires_at) * 1000)::float8 as until";

export function invitationStore(db: Database): InvitationStore {
  return {
    async make({ id, chat, inviter, person, role, place, expiresAt }) {
      const people = [inviter.id, inviter.name, person.id, person.name];
      await db.query(makeSql, [id, chat, ...people, role, JSON.stringify(place), expiresAt]);
    },
    async read(id) {
      // what a button carries is anybody's guess
      if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(id)) return undefined;
      const [row] = await db.query(`select ${columns} from invitation where id = $1::uuid`, [id]);
      return row && readInvitation(row);
    },
    async answer({ id, person, answer, by, now }) {
      const [row] = await db.query(answerSql, [id, person, answer, by, now]);
      return row && readInvitation(row);
    },
    async withdraw(id) {
      await db.query("update invitation set state = 'revoked' where id = $1::uuid and state = 'pending'", [
        id,
      ]);
    },
    async pending(chat, now) {
      const rows = await db.query(
        `select ${columns} from invitation where chat_id = $1::uuid and state = 'pending'
           and expires_at > to_timestamp($2::float8 / 1000) order by created_at, id`,
        [chat, now],
      );
      return rows.map(readInvitation);
    },
  };
}

function readInvitation(row: Row): Invitation {
  return {
    id: jobId(String(row.id)),
    chat: chatId(String(row.chat_id)),
    inviter: { id: String(row.inviter_id), name: String(row.inviter_name) },
    person: { id: String(row.person_id), name: String(row.person_name) },
    role: row.role as Invitation["role"],
    place: row.place as Place,
    expiresAt: Number(row.until),
  };
}
