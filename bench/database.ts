import { randomBytes } from "node:crypto";
import postgres from "postgres";

/** A database of its own, dropped when disposed. */
export interface ScratchDatabase extends AsyncDisposable {
  readonly url: string;
}

const server = process.env.BENCH_DATABASE_URL ?? "postgres://postgres@127.0.0.1:5432/postgres";

export async function createDatabase(purpose: string): Promise<ScratchDatabase> {
  const name = `parley_bench_${purpose}_${randomBytes(4).toString("hex")}`;
  await admin((sql) => sql.unsafe(`create database ${name}`));
  const url = new URL(server);
  url.pathname = `/${name}`;
  return {
    url: url.href,
    async [Symbol.asyncDispose]() {
      await admin((sql) => sql.unsafe(`drop database if exists ${name} with (force)`));
    },
  };
}

/** What a figure from this server is worth: whether a commit waits for the disk. */
export async function durability(): Promise<string> {
  return admin(async (sql) => {
    const [row] = await sql`select current_setting('server_version') as version,
      current_setting('synchronous_commit') as commit, current_setting('fsync') as fsync`;
    return `PostgreSQL ${row?.version}, synchronous_commit ${row?.commit}, fsync ${row?.fsync}`;
  });
}

async function admin<T>(task: (sql: postgres.Sql) => Promise<T>): Promise<T> {
  const sql = postgres(server, { max: 1, onnotice: () => {} });
  try {
    return await task(sql);
  } finally {
    await sql.end();
  }
}
