import { createHash, randomUUID } from "node:crypto";
import { cp, mkdtemp, readdir, readFile } from "node:fs/promises";
import { env } from "node:process";
import postgres from "postgres";
import type { Store } from "../../src/core/store.ts";
import type { Database, Query } from "../../src/store/database.ts";
import { openStore, storeOn } from "../../src/store/open.ts";
import { migrationsFolder, openDatabase, type StoreConfig } from "../../src/store/open-database.ts";
import { openPostgres } from "../../src/store/postgres.ts";

export interface TestStore extends AsyncDisposable {
  store: Store;
  /** For a second process. */
  config: StoreConfig;
  /** Looks at the rows. */
  query: Query;
}

export interface StoreKind {
  name: "pglite" | "postgres";
  /** A fresh, empty, migrated database, gone again when disposed. */
  make(): Promise<TestStore>;
}

/** One instance serves all tests of a file in turn, emptied in between: opening another takes seconds. */
let idle: Promise<Database> | undefined;

const pglite: StoreKind = {
  name: "pglite",
  async make() {
    const config = { kind: "pglite" } as const;
    const db = await (idle ?? openFromTemplate());
    idle = undefined;
    return {
      store: { ...storeOn(db), close: async () => {} },
      config,
      query: db.query,
      async [Symbol.asyncDispose]() {
        await db.query(
          "truncate chat, job, message, platform_message, segment, branch, branch_move, summary, heard, usage cascade",
          [],
        );
        idle = Promise.resolve(db);
      },
    };
  },
};

/** The stores a suite runs on: the embedded one always, PostgreSQL where `TEST_DATABASE_URL` names a server. */
export function storeKinds(): StoreKind[] {
  const url = env.TEST_DATABASE_URL;
  return url ? [pglite, postgresAt(url)] : [pglite];
}

/** A copy of the template that the suite's set-up made; without one (a file run by itself) a new one in memory. */
async function openFromTemplate(): Promise<Database> {
  if (!env.PGLITE_TEMPLATE) return openDatabase({ kind: "pglite" });
  const directory = await mkdtemp(`${env.PGLITE_TEMPLATE}-`);
  await cp(env.PGLITE_TEMPLATE, directory, { recursive: true });
  return openDatabase({ kind: "pglite", directory });
}

function postgresAt(server: string): StoreKind {
  return {
    name: "postgres",
    async make() {
      const database = await freshDatabase(server);
      const config = { kind: "postgres", url: database.url, prepare: true, connections: 4 } as const;
      const store = await openStore(config);
      const look = postgres(database.url, { max: 1, onnotice: () => {} });
      return {
        store,
        config,
        query: async (text, params) => look.unsafe(text, [...params]),
        async [Symbol.asyncDispose]() {
          await store.close();
          await look.end();
          await database[Symbol.asyncDispose]();
        },
      };
    },
  };
}

/** A database cloned from a migrated template, which the first caller makes. */
export async function freshDatabase(server: string): Promise<AsyncDisposable & { url: string }> {
  const name = `parley_test_${randomUUID().replaceAll("-", "")}`;
  const at = (database: string) => Object.assign(new URL(server), { pathname: `/${database}` }).href;
  const admin = postgres(server, { max: 1, onnotice: () => {} });
  await admin`select pg_advisory_lock(7261540919)`;
  const template = `parley_template_${(await schemaVersion()).slice(-14)}`;
  const [there] = await admin`select 1 from pg_database where datname = ${template}`;
  if (!there) {
    await admin.unsafe(`create database ${template}`);
    const migrated = await openPostgres({
      url: at(template),
      migrationsFolder,
      prepare: true,
      connections: 1,
    });
    await migrated.close();
  }
  await admin.unsafe(`create database ${name} template ${template}`);
  await admin`select pg_advisory_unlock(7261540919)`;
  return {
    url: at(name),
    async [Symbol.asyncDispose]() {
      await admin.unsafe(`drop database if exists ${name} with (force)`);
      await admin.end();
    },
  };
}

async function schemaVersion(): Promise<string> {
  const hash = createHash("sha256");
  for (const folder of (await readdir(migrationsFolder)).sort()) {
    hash.update(await readFile(`${migrationsFolder}/${folder}/migration.sql`));
  }
  return hash.digest("hex");
}
