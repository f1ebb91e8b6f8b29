import type { Thread } from "../world/channel.ts";
import type { Parts } from "../world/parts.ts";
import { tellThread } from "./tell.ts";

/** Archives the thread once nothing was written in it for its time; to be called whenever it is opened. */
export function archiveWhenQuiet(parts: Parts, thread: Thread): void {
  const { world } = parts;
  const state = thread.thread_metadata;
  const lastMessage = world.messages.get(thread.last_message_id ?? "");
  const activeAt = Math.max(
    Date.parse(state.archive_timestamp),
    lastMessage ? Date.parse(lastMessage.timestamp) : 0,
  );
  const dueInMs = activeAt + state.auto_archive_duration * 60_000 - world.clock.now();
  if (dueInMs > 0) {
    // A timer cannot wait longer than some 24 days; no thread waits longer than a week.
    world.clock.timer(dueInMs, () => {
      if (!state.archived && world.channels.has(thread.id)) archiveWhenQuiet(parts, thread);
    });
    return;
  }
  state.archived = true;
  state.archive_timestamp = new Date(world.clock.now()).toISOString();
  tellThread(parts, "THREAD_UPDATE", thread);
}
