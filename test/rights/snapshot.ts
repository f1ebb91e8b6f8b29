import type { Query } from "../../src/store/database.ts";
import type { State } from "./table.ts";

/** In an order in which rows can be put back. */
const tables = [
  "chat",
  "segment",
  "branch",
  "branch_move",
  "participant",
  "invitation",
  "message",
  "platform_message",
  "job",
  "summary",
  "usage",
] as const;
type Table = (typeof tables)[number];

/** The database as it was, to go back to after each case, and sums of its tables to tell what a case changed. */
export interface Snapshot {
  restore(state: State): Promise<void>;
  /** Which tables differ from what `restore` left; those of work itself do not count. */
  changed(): Promise<Table[]>;
  /** Puts work under way where it can be stopped: a turn's own, and whatever stands in the lane of a place. */
  arm(job: string, lane: string | undefined): Promise<void>;
  /** How much of that was asked to stop. */
  stopped(): Promise<number>;
  /** Work begun on an invitation for somebody whom it does not name: refused later or not, it was not theirs to begin. */
  strayAnswers(): Promise<number>;
  /** How many messages are Parley's own. */
  answers(): Promise<number>;
}

const settings: Record<State, string> = {
  "not shared": "{}",
  shared: "{}",
  "shared, everyone views": '{"everyone":"viewer"}',
  "shared, owner alone": '{"inviting":"owner","merging":"owner"}',
};

export async function createSnapshot(query: Query, shared: readonly [string, string]): Promise<Snapshot> {
  await query("drop schema if exists snap cascade", []);
  await query("create schema snap", []);
  for (const table of tables) await query(`create table snap.${table} as table public.${table}`, []);
  const back = [
    ...tables.toReversed().map((table) => `delete from public.${table};`),
    ...tables.map((table) => `insert into public.${table} select * from snap.${table};`),
  ];
  await query(
    `create function snap.restore(is_shared boolean, own text) returns void language plpgsql as $$ begin ${back.join(" ")}
     update public.chat set shared_at = case when is_shared then '2026-01-01'::timestamptz end,
       settings = settings || own::jsonb where channel in ('${shared[0]}', '${shared[1]}'); end $$`,
    [],
  );
  const told = tables.filter((table) => table !== "job");
  const sums = `${told
    .map(
      (table) =>
        `select '${table}' as name, (select md5(coalesce(string_agg(x::text, '|' order by x::text), '')) from public.${table} x) as sum`,
    )
    .join(" union all ")}`;
  const read = async () => new Map((await query(sums, [])).map((row) => [String(row.name), String(row.sum)]));
  let before = await read();
  return {
    async restore(state) {
      await query("select snap.restore($1, $2)", [state !== "not shared", settings[state]]);
      before = await read();
    },
    async changed() {
      const now = await read();
      return told.filter((table) => now.get(table) !== before.get(table));
    },
    async arm(job, lane) {
      const under = "state = 'running', owner = gen_random_uuid(), lease_until = now() + interval '1 hour'";
      await query(`update job set ${under}, lane = gen_random_uuid() where id = $1::uuid`, [job]);
      if (lane === undefined) return;
      await query(
        `insert into job (id, key, workspace_id, chat_id, lane, kind, input, state, attempt, owner, lease_until)
         select gen_random_uuid(), 'armed', workspace_id, chat_id, $2::uuid, kind, input, 'running', 1,
           gen_random_uuid(), now() + interval '1 hour' from job where id = $1::uuid`,
        [job, lane],
      );
    },
    async stopped() {
      const [row] = await query(
        "select count(*)::int as n from job where cancel_requested_at is not null",
        [],
      );
      return Number(row?.n);
    },
    async strayAnswers() {
      const [row] = await query(
        `select count(*)::int as n from job j join invitation i on i.id::text = j.input->'pressed'->>'of'
         where j.input->'pressed'->>'action' in ('accept', 'decline') and j.input->'command'->'person'->>'id' <> i.person_id`,
        [],
      );
      return Number(row?.n);
    },
    async answers() {
      const [row] = await query("select count(*)::int as n from message where role = 'parley'", []);
      return Number(row?.n);
    },
  };
}
