import { drizzle } from "drizzle-orm/postgres-js";
import { migrate } from "drizzle-orm/postgres-js/migrator";
import postgres from "postgres";
import type { Database, Row, Statement } from "./database.ts";
import { storeFailure } from "./failure.ts";
import { type Line, openLines } from "./lines.ts";

export interface PostgresConfig {
  url: string;
  migrationsFolder: string;
  /** False behind a pooler in transaction mode that cannot keep prepared statements. */
  prepare: boolean;
  /** Connections for events; drizzle has two more of its own. */
  connections: number;
}

/** Any number two installations of other software are unlikely to share: it names the migration lock. */
const migrationLock = 7_261_540_918;

/** Opens PostgreSQL and brings its schema up to date, one process at a time. */
export async function openPostgres(config: PostgresConfig): Promise<Database> {
  const common = { prepare: config.prepare, onnotice: () => {}, connect_timeout: 10 } as const;
  await migrateUnderLock(config, common);
  const lines = openLines(config.connections, () => postgres(config.url, { ...common, max: 1 }));
  // drizzle changes how its client reads and writes types, so it gets one of its own
  const cold = postgres(config.url, { ...common, max: 2 });
  async function send({ text, params }: Statement, line: Line): Promise<Row[]> {
    line.underWay++;
    try {
      return (await line.sql.unsafe(text, [...params], { prepare: config.prepare })) as unknown as Row[];
    } catch (error) {
      throw storeFailure(error);
    } finally {
      line.underWay--;
    }
  }
  return {
    kind: "postgres",
    orm: drizzle({ client: cold }),
    query: (text, params) => send({ text, params }, lines.free()),
    beside: (change, look) => [send(change, lines.free()), send(look, lines.free())],
    async transaction(work) {
      const line = lines.free();
      line.underWay++;
      try {
        const done = await line.sql.begin(async (tx) => ({
          value: await work(
            async (text, params) =>
              (await tx.unsafe(text, [...params], { prepare: config.prepare })) as unknown as Row[],
          ),
        }));
        return done.value;
      } catch (error) {
        throw storeFailure(error);
      } finally {
        line.underWay--;
      }
    },
    async close() {
      await Promise.all([lines.end(), cold.end({ timeout: 5 })]);
    },
  };
}

/** drizzle's `migrate` has no lock: of three processes on an empty database two would fail. */
async function migrateUnderLock(config: PostgresConfig, common: object): Promise<void> {
  const client = postgres(config.url, { ...common, max: 1 });
  try {
    await client`select pg_advisory_lock(${migrationLock})`;
    await migrate(drizzle({ client }), { migrationsFolder: config.migrationsFolder });
  } catch (error) {
    throw storeFailure(error);
  } finally {
    // closing the session frees the lock, also after a failure
    await client.end({ timeout: 5 });
  }
}
