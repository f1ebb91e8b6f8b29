import type { GuildChannel, Overwrite } from "../world/channel.ts";
import type { Parts } from "../world/parts.ts";
import { tellingAccess } from "./access-change.ts";
import { tellChannel } from "./channels.ts";

/** Sets what roles and members may do in a channel beyond, or short of, what the guild lets them. */
export function setOverwrites(parts: Parts, channel: GuildChannel, overwrites: readonly Overwrite[]): void {
  const told = tellingAccess(parts, () => {
    channel.permission_overwrites = [...overwrites];
  });
  if (!told.has(channel.id)) tellChannel(parts, "CHANNEL_UPDATE", channel);
}

/** Sets the overwrite of one role or member, or takes it away. */
export function setOverwrite(parts: Parts, channel: GuildChannel, id: string, overwrite?: Overwrite): void {
  const others = channel.permission_overwrites.filter((one) => one.id !== id);
  setOverwrites(parts, channel, overwrite ? [...others, overwrite] : others);
}
