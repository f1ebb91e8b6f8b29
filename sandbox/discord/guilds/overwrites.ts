import type { GuildChannel, Overwrite } from "../world/channel.ts";
import type { Parts } from "../world/parts.ts";
import { tellChannel } from "./channels.ts";

/** Sets what a role or member may do in a channel beyond, or short of, what the guild lets them. */
export function setOverwrite(parts: Parts, channel: GuildChannel, overwrite: Overwrite): void {
  const before = channel.permission_overwrites.filter((one) => one.id !== overwrite.id);
  channel.permission_overwrites = [...before, overwrite];
  tellChannel(parts, "CHANNEL_UPDATE", channel);
}
