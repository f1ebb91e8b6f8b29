import { fileURLToPath } from "node:url";
import type { Store } from "../core/store.ts";
import { chatStore } from "./chats.ts";
import type { Database } from "./database.ts";
import { heardStore } from "./heard.ts";
import { jobStore } from "./jobs.ts";
import { messageStore } from "./messages.ts";
import { transcriptStore } from "./transcript.ts";

export type StoreConfig =
  | { kind: "postgres"; url: string; prepare: boolean; connections: number }
  | { kind: "pglite"; directory?: string };

export const migrationsFolder = fileURLToPath(new URL("../../migrations", import.meta.url));

/** Opens the database and brings its schema up to date. Only the driver in use is loaded. */
export async function openStore(config: StoreConfig): Promise<Store> {
  const db = await openDatabase(config);
  const store = storeOn(db);
  // nobody else can have an embedded database open, so whatever was running has stopped with its process
  if (db.kind === "pglite") await store.jobs.orphanAll();
  return store;
}

export function storeOn(db: Database): Store {
  return {
    chats: chatStore(db),
    messages: messageStore(db),
    jobs: jobStore(db),
    transcript: transcriptStore(db),
    heard: heardStore(db),
    async ping() {
      await db.query("select 1", []);
    },
    close: () => db.close(),
  };
}

export async function openDatabase(config: StoreConfig): Promise<Database> {
  if (config.kind === "postgres") {
    const { openPostgres } = await import("./postgres.ts");
    return openPostgres({ ...config, migrationsFolder });
  }
  const { openPglite } = await import("./pglite.ts");
  return openPglite({ ...config, migrationsFolder });
}
