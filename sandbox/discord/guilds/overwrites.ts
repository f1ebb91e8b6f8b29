import type { GuildChannel, Overwrite } from "../world/channel.ts";
import type { Parts } from "../world/parts.ts";
import { tellingAccess } from "./access-change.ts";
import { tellChannel } from "./channels.ts";

/**
 * Sets what one role or member may do in a channel beyond, or short of, what the guild lets them.
 * Without `overwrite` it is taken away.
 */
export function setOverwrite(parts: Parts, channel: GuildChannel, id: string, overwrite?: Overwrite): void {
  const others = channel.permission_overwrites.filter((one) => one.id !== id);
  const told = tellingAccess(parts, () => {
    channel.permission_overwrites = overwrite ? [...others, overwrite] : others;
  });
  if (!told.has(channel.id)) tellChannel(parts, "CHANNEL_UPDATE", channel);
}
