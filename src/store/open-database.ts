import { fileURLToPath } from "node:url";
import type { Database } from "./database.ts";

export type StoreConfig =
  | { kind: "postgres"; url: string; prepare: boolean; connections: number }
  | { kind: "pglite"; directory?: string };

export const migrationsFolder = fileURLToPath(new URL("../../migrations", import.meta.url));

/** Opens the database and brings its schema up to date. Only the driver in use is loaded. */
export async function openDatabase(config: StoreConfig): Promise<Database> {
  if (config.kind === "postgres") {
    const { openPostgres } = await import("./postgres.ts");
    return openPostgres({ ...config, migrationsFolder });
  }
  const { openPglite } = await import("./pglite.ts");
  return openPglite({ ...config, migrationsFolder });
}
