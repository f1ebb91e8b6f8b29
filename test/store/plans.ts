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
      pair(first, second) {
        for (const { text, params } of [first, second]) note(text, params);
        return db.pair(first, second);
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

/** Tables that this statement would read from end to end. */
export async function scanned(db: Database, text: string, params: readonly Param[]): Promise<string[]> {
  // with the parameters as values the plan is the one this call gets; without, it is the one all calls share
  const [row] = await db.query(`explain (format json) ${text}`, params);
  const [{ Plan: root }] = Object.values(row ?? {})[0] as [{ Plan: Plan }];
  return [...nodesIn(root)]
    .filter((node) => node["Node Type"] === "Seq Scan")
    .map((node) => String(node["Relation Name"]));
}

function* nodesIn(plan: Plan): Generator<Plan> {
  yield plan;
  for (const below of plan.Plans ?? []) yield* nodesIn(below);
}
