import postgres from "postgres";
import type { Environment } from "../config.ts";
import { isParleyError } from "../core/errors.ts";
import { lockDirectory } from "../store/directory-lock.ts";
import type { Finding } from "./finding.ts";

type Settings = Pick<Environment, "DATABASE_URL" | "DATA_DIR">;

/** Tries the database without changing anything in it. */
export async function checkDatabase(settings: Settings): Promise<Finding> {
  return settings.DATABASE_URL ? checkPostgres(settings.DATABASE_URL) : checkDirectory(settings.DATA_DIR);
}

async function checkPostgres(url: string): Promise<Finding> {
  const what = "PostgreSQL";
  const sql = postgres(url, { max: 1, connect_timeout: 10, onnotice: () => {} });
  try {
    const [row] = await sql`select current_setting('server_version') as version,
      has_schema_privilege(current_schema(), 'create') as may_create`;
    if (row?.may_create) return { state: "ok", what, told: `version ${row.version} answers` };
    const told = "the user of DATABASE_URL may not create tables: grant it create on the schema.";
    return { state: "wrong", what, told };
  } catch (error) {
    const { message } = error as Error;
    return { state: "wrong", what, told: `${message}: check DATABASE_URL.` };
  } finally {
    await sql.end({ timeout: 1 });
  }
}

async function checkDirectory(directory: string): Promise<Finding> {
  const what = "embedded database";
  try {
    await using _ = await lockDirectory(directory);
    const told = `in ${directory}, for trying out: it is not safe against power loss. Set DATABASE_URL for anything more.`;
    return { state: "note", what, told };
  } catch (error) {
    // Parley itself, while it runs
    const state = isParleyError(error) ? "note" : "wrong";
    return { state, what, told: `${(error as Error).message} (DATA_DIR is ${directory})` };
  }
}
