import type { HeardStore } from "../core/store.ts";
import type { Database } from "./database.ts";

export function heardStore(db: Database): HeardStore {
  return {
    async until(platform) {
      const [row] = await db.query(
        "select (extract(epoch from until) * 1000)::float8 as until from heard where platform = $1",
        [platform],
      );
      return row ? Number(row.until) : undefined;
    },
    async mark(platform, at) {
      await db.query(
        `insert into heard (platform, until) values ($1, to_timestamp($2::float8 / 1000))
         on conflict (platform) do update set until = greatest(heard.until, excluded.until)`,
        [platform, at],
      );
    },
  };
}
