import type { Sql } from "postgres";
import type { Database, Param } from "../../src/store/database.ts";

type Plan = Record<string, unknown> & { "Node Type": string; Plans?: Plan[] };

/** A database whose statements are noted, so that their plans can be looked at. */
export function notingDatabase(db: Database): { db: Database; noted: Map<string, readonly Param[]> } {
  const noted = new Map<string, readonly Param[]>();
  const note = (text: string, params: readonly Param[]) => {
    if (/\b(select|insert|update|delete)\b/i.test(text)) noted.set(text, params);
  };
  return {
    noted,
    db: {
      ...db,
      query(text, params) {
        note(text, params);
        return db.query(text, params);
      },
      beside(change, look) {
        for (const { text, params } of [change, look]) note(text, params);
        return db.beside(change, look);
      },
      transaction: (work) =>
        db.transaction((query) =>
          work((text, params) => {
            note(text, params);
            return query(text, params);
          }),
        ),
    },
  };
}

/**
 * Tables that this statement reads from end to end, with these values or in the plan that serves all values, which
 * PostgreSQL turns to when a prepared statement has run a few times. `sql` has one connection.
 */
export async function scanned(sql: Sql, text: string, params: readonly Param[]): Promise<string[]> {
  const once = await sql.unsafe(`explain (format json) ${text}`, [...params]);
  await sql.unsafe(`prepare noted as ${text}`);
  const values = params.length > 0 ? `(${params.map(() => "null").join(", ")})` : "";
  const always = await sql.unsafe(
    `set plan_cache_mode = force_generic_plan; explain (format json) execute noted${values}`,
  );
  await sql.unsafe("reset plan_cache_mode; deallocate noted");
  const tables = [once, ...always].flatMap((rows) => {
    const plans: { Plan: Plan }[] = (rows as unknown as Row[])[0]?.["QUERY PLAN"] ?? [];
    return plans
      .flatMap((explained) => [...nodesIn(explained.Plan)])
      .filter((node) => node["Node Type"] === "Seq Scan")
      .map((node) => String(node["Relation Name"]));
  });
  return [...new Set(tables)];
}

type Row = Record<string, { Plan: Plan }[] | undefined>;

function* nodesIn(plan: Plan): Generator<Plan> {
  yield plan;
  for (const below of plan.Plans ?? []) yield* nodesIn(below);
}
