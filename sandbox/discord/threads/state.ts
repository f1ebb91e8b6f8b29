import { may } from "../access/permissions.ts";
import { refuse } from "../access/refusal.ts";
import type { Thread } from "../world/channel.ts";
import type { Parts } from "../world/parts.ts";
import { archiveWhenQuiet } from "./quiet.ts";
import { tellThread } from "./tell.ts";

/**
 * In a locked thread only those who manage threads write or change messages; deleting is refused to others
 * only once it is archived as well (discord docs: topics/threads "Locked Threads").
 * @throws Refusal 160005
 */
export function checkLocked(
  { world }: Parts,
  thread: Thread,
  userId: string,
  refusedWhen: "active too" | "archived too",
): void {
  const { locked, archived } = thread.thread_metadata;
  if (!locked || (refusedWhen === "archived too" && !archived)) return;
  if (!may(world, userId, thread, "MANAGE_THREADS")) throw refuse(160005);
}

/**
 * Writing in an archived thread opens it again.
 * @throws Refusal 160005 in a locked thread for whoever may not manage threads.
 */
export function wakeThread(parts: Parts, thread: Thread, userId: string): void {
  const state = thread.thread_metadata;
  checkLocked(parts, thread, userId, "active too");
  if (!state.archived) return;
  state.archived = false;
  state.archive_timestamp = new Date(parts.world.clock.now()).toISOString();
  tellThread(parts, "THREAD_UPDATE", thread);
  archiveWhenQuiet(parts, thread);
}
