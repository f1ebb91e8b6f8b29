import { may } from "../access/permissions.ts";
import { activeThreads } from "../show/views.ts";
import type { GuildChannel } from "../world/channel.ts";
import type { Parts } from "../world/parts.ts";
import { tellChannel } from "./channels.ts";

/**
 * Does something that may change what the bot sees. Of every channel it gains or loses it is told, and of the
 * open threads in those it gains (discord docs: topics/threads "Channel Access"). Gives the ids of those channels.
 */
export function tellingAccess(parts: Parts, act: () => void): Set<string> {
  const { world, hub, views } = parts;
  const { botId } = world.application;
  const channels = () =>
    [...world.channels.values()].filter((one): one is GuildChannel => one.kind === "guild");
  const seen = () => new Set(channels().filter((one) => may(world, botId, one, "VIEW_CHANNEL")));
  const before = seen();
  act();
  const after = seen();
  const changed = channels().filter((one) => before.has(one) !== after.has(one));
  for (const channel of changed) {
    tellChannel(parts, "CHANNEL_UPDATE", channel);
    if (!after.has(channel)) continue;
    const threads = activeThreads(world, channel.guild_id, botId).filter(
      (one) => one.parent_id === channel.id,
    );
    const joined = threads.filter((one) => one.members.has(botId));
    hub.emit({
      name: "THREAD_LIST_SYNC",
      guildId: channel.guild_id,
      data: {
        guild_id: channel.guild_id,
        channel_ids: [channel.id],
        threads: threads.map((one) => views.channel(one, botId)),
        members: joined.map((one) => views.threadMember(one, botId)),
      },
    });
  }
  return new Set(changed.map((one) => one.id));
}
