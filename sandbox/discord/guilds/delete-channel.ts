import { may } from "../access/permissions.ts";
import { refuse } from "../access/refusal.ts";
import { need } from "../access/rules.ts";
import { dropMessage } from "../messages/change.ts";
import type { Channel } from "../world/channel.ts";
import type { Parts } from "../world/parts.ts";
import type { World } from "../world/world.ts";

/** Deletes a channel with its messages and threads; of a DM it only closes this user's view. */
export function deleteChannel(parts: Parts, userId: string, channel: Channel): void {
  const { world, hub, views } = parts;
  if (channel.kind === "dm") return;
  if (channel.kind === "thread") {
    if (!may(world, userId, channel, "MANAGE_THREADS")) throw refuse(50013);
    const { id, guild_id, parent_id, type } = channel;
    hub.emit({
      name: "THREAD_DELETE",
      guildId: guild_id,
      channelId: id,
      data: { id, guild_id, parent_id, type },
    });
  } else {
    need(world, userId, channel, "MANAGE_CHANNELS");
    for (const one of [...world.channels.values()]) {
      if (one.kind === "thread" && one.parent_id === channel.id) drop(world, one);
    }
    const data = views.listed(channel, world.application.botId);
    hub.emit({ name: "CHANNEL_DELETE", guildId: channel.guild_id, data });
  }
  drop(world, channel);
}

function drop(world: World, channel: Channel): void {
  for (const message of world.messagesIn(channel.id)) dropMessage(world, message);
  world.timeline.delete(channel.id);
  world.channels.delete(channel.id);
}
