import type { Store } from "../core/store.ts";
import { branchStore } from "./branches.ts";
import { chatStore } from "./chats.ts";
import type { Database } from "./database.ts";
import { exportStore } from "./export.ts";
import { heardStore } from "./heard.ts";
import { imageStore } from "./images.ts";
import { invitationStore } from "./invitations.ts";
import { jobStore } from "./jobs.ts";
import { messageStore } from "./messages.ts";
import { openDatabase, type StoreConfig } from "./open-database.ts";
import { createReadAlong } from "./read-along.ts";
import { sharingStore } from "./sharing.ts";
import { transcriptStore } from "./transcript.ts";

export async function openStore(config: StoreConfig): Promise<Store> {
  const db = await openDatabase(config);
  const store = storeOn(db);
  // nobody else can have an embedded database open, so whatever was running has stopped with its process
  if (db.kind === "pglite") await store.jobs.orphanAll();
  return store;
}

/** Everything that is kept, on an open database. */
export function storeOn(db: Database): Store {
  const along = createReadAlong();
  return {
    chats: chatStore(db),
    branches: branchStore(db),
    sharing: sharingStore(db),
    invitations: invitationStore(db),
    messages: messageStore(db, along),
    jobs: jobStore(db),
    transcript: transcriptStore(db, along),
    heard: heardStore(db),
    exports: exportStore(db),
    images: imageStore(db),
    async ping() {
      await db.query("select 1", []);
    },
    close: () => db.close(),
  };
}
