import type { Database, Param } from "../../src/store/database.ts";

/** Statements that change what must not be left half changed. */
const named: Record<string, (text: string, params: readonly Param[]) => boolean> = {
  fork: (text) => text.includes("insert into branch ") && text.includes("'opening'"),
  mark: (text) => text.includes("set thread = $2, state = 'open'"),
  move: (text, params) => text.includes("insert into branch_move") && !params.includes("undo"),
  undo: (text, params) => text.includes("insert into branch_move") && params.includes("undo"),
};

/** Dies at `in:move`, when that statement was made and not committed, or `after:move`, when it was. */
export function dyingDatabase(db: Database, at: string, die: () => void): Database {
  const [when, name = ""] = at.split(":");
  const isIt = named[name];
  if (!isIt) return db;
  return {
    ...db,
    async query(text, params) {
      const rows = await db.query(text, params);
      if (when === "after" && isIt(text, params)) die();
      return rows;
    },
    async transaction(work) {
      let made = false;
      const done = await db.transaction((query) =>
        work(async (text, params) => {
          const rows = await query(text, params);
          made ||= isIt(text, params);
          if (made && when === "in") die();
          return rows;
        }),
      );
      if (made && when === "after") die();
      return done;
    },
  };
}
