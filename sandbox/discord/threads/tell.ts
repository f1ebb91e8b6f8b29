import type { Thread } from "../world/channel.ts";
import type { Parts } from "../world/parts.ts";

/** Tells the bot how a thread now is. */
export function tellThread(
  { world, hub, views }: Parts,
  name: "THREAD_CREATE" | "THREAD_UPDATE",
  thread: Thread,
  isNew = true,
): void {
  const data = views.channel(thread, world.application.botId);
  hub.emit({
    name,
    guildId: thread.guild_id,
    channelId: thread.id,
    data: name === "THREAD_CREATE" && isNew ? { ...data, newly_created: true } : data,
  });
}
