import { may } from "../access/permissions.ts";
import { refuse } from "../access/refusal.ts";
import { need } from "../access/rules.ts";
import { dropMessage } from "../messages/change.ts";
import type { Channel, GuildChannel, Overwrite } from "../world/channel.ts";
import type { Parts } from "../world/parts.ts";
import type { World } from "../world/world.ts";

/** Puts a channel at the end of a guild's list. */
export function newGuildChannel(
  world: World,
  guildId: string,
  name: string,
  type: GuildChannel["type"],
  overwrites: Overwrite[],
): GuildChannel {
  const others = [...world.channels.values()].filter(
    (one) => one.kind === "guild" && one.guild_id === guildId,
  );
  const channel: GuildChannel = {
    kind: "guild",
    id: world.nextId(),
    type,
    // Text channels have no spaces or capitals in their names.
    name: type === 0 || type === 5 ? name.toLowerCase().replace(/\s+/g, "-") : name,
    guild_id: guildId,
    parent_id: null,
    position: others.length,
    topic: null,
    nsfw: false,
    permission_overwrites: overwrites,
    flags: 0,
    last_message_id: null,
    last_pin_timestamp: null,
    rate_limit_per_user: 0,
    ...(type === 2 ? { bitrate: 64_000, user_limit: 0 } : {}),
  };
  world.channels.set(channel.id, channel);
  return channel;
}

export function tellChannel(
  { world, hub, views }: Parts,
  name: "CHANNEL_CREATE" | "CHANNEL_UPDATE",
  channel: GuildChannel,
): void {
  const data = views.channel(channel, world.application.botId);
  hub.emit({ name, guildId: channel.guild_id, channelId: channel.id, data });
}

/** Sets what a role or member may do in a channel beyond, or short of, what the guild lets them. */
export function setOverwrite(parts: Parts, channel: GuildChannel, overwrite: Overwrite): void {
  const before = channel.permission_overwrites.filter((one) => one.id !== overwrite.id);
  channel.permission_overwrites = [...before, overwrite];
  tellChannel(parts, "CHANNEL_UPDATE", channel);
}

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
    const data = views.channel(channel, world.application.botId);
    hub.emit({ name: "CHANNEL_DELETE", guildId: channel.guild_id, channelId: channel.id, data });
  }
  drop(world, channel);
}

function drop(world: World, channel: Channel): void {
  for (const message of world.messagesIn(channel.id)) dropMessage(world, message);
  world.timeline.delete(channel.id);
  world.channels.delete(channel.id);
}
