import { PGlite } from "@electric-sql/pglite";
import { drizzle } from "drizzle-orm/pglite";
import { migrate } from "drizzle-orm/pglite/migrator";
import type { Database, Param, Row } from "./database.ts";
import { lockDirectory } from "./directory-lock.ts";
import { storeFailure } from "./failure.ts";

export interface PgliteConfig {
  /** Absent: in memory, for tests. */
  directory?: string;
  migrationsFolder: string;
}

/**
 * Opens the embedded database. For trying out: it never calls fsync, so a power cut can damage it,
 * and it runs one statement at a time.
 */
export async function openPglite(config: PgliteConfig): Promise<Database> {
  await using unwind = new AsyncDisposableStack();
  if (config.directory !== undefined) unwind.use(await lockDirectory(config.directory));
  const client = await create(config.directory);
  unwind.defer(() => client.close());
  const orm = drizzle({ client });
  try {
    await migrate(orm, { migrationsFolder: config.migrationsFolder });
  } catch (error) {
    throw storeFailure(error);
  }
  const open = unwind.move();
  async function query(text: string, params: readonly Param[]): Promise<Row[]> {
    try {
      return (await client.query<Row>(text, [...params])).rows;
    } catch (error) {
      throw storeFailure(error);
    }
  }
  return {
    kind: "pglite",
    orm,
    query,
    async transaction(work) {
      try {
        return await client.transaction((tx) =>
          work(async (text, params) => (await tx.query<Row>(text, [...params])).rows),
        );
      } catch (error) {
        throw storeFailure(error);
      }
    },
    beside(change, look) {
      // it takes statements one after another, in the order in which they are given
      const seen = query(look.text, look.params);
      return [query(change.text, change.params), seen];
    },
    close: () => open.disposeAsync(),
  };
}

async function create(directory: string | undefined): Promise<PGlite> {
  try {
    return await PGlite.create(directory === undefined ? {} : { dataDir: `${directory}/pglite` });
  } catch (error) {
    throw storeFailure(error);
  }
}
