import type { GuildChannel, Overwrite } from "../world/channel.ts";
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
    name: channelName(type, name),
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

/** Text channels have no spaces or capitals in their names. */
export function channelName(type: GuildChannel["type"], name: string): string {
  return type === 0 || type === 5 ? name.toLowerCase().replace(/\s+/g, "-") : name;
}

export function tellChannel(
  { world, hub, views }: Parts,
  name: "CHANNEL_CREATE" | "CHANNEL_UPDATE",
  channel: GuildChannel,
): void {
  // Told of channels that the bot may not see as well, hiding what they are.
  hub.emit({ name, guildId: channel.guild_id, data: views.listed(channel, world.application.botId) });
}
