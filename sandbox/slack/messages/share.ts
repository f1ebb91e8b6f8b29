import type { Message } from "../state/message.ts";
import type { World } from "../world.ts";

/** Files stand in a message now: whoever reads its channel may see them, and the app hears of it. */
export function noteShared(world: World, message: Message, fileIds: readonly string[], by: string): void {
  const { channel, ts, thread_ts } = message;
  for (const id of fileIds) {
    const file = world.state.files.get(id);
    if (!file || file.shares.some((share) => share.channel === channel && share.ts === ts)) continue;
    file.shares.push({ channel, ts, ...(thread_ts ? { thread_ts } : {}) });
    const event = { file_id: id, user_id: by, file: { id } };
    world.emit({ type: "file_shared", ...event, channel_id: channel, event_ts: ts });
  }
}
