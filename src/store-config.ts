import type { Environment } from "./config.ts";
import type { StoreConfig } from "./store/open-database.ts";

type Settings = Pick<Environment, "DATABASE_URL" | "DATABASE_PREPARE" | "DATA_DIR">;

/** Where everything is kept, by the settings. */
export function storeConfig({
  DATABASE_URL: url,
  DATABASE_PREPARE,
  DATA_DIR: directory,
}: Settings): StoreConfig {
  if (!url) return { kind: "pglite", directory };
  return { kind: "postgres", url, prepare: DATABASE_PREPARE === "true", connections: 8 };
}
