import { workspaceId } from "../../core/ids.ts";
import type { Place } from "../../core/inbound.ts";

/** What the parser has to know beyond the payload in hand. */
export interface Known {
  /** Parley's own user id. */
  me: string;
  /** Parley's own role in a guild: mentioning it mentions Parley. */
  ownRole(guild: string): string | undefined;
  /** The channel a thread hangs in; undefined for a channel, and for what is not known. */
  parentOf(channel: string): string | undefined;
  nameOf(channel: string): string | undefined;
}

const threadTypes: readonly number[] = [10, 11, 12];

/** Announcement, public and private threads (discord docs: resources/channel, "Channel Types"). */
export function isThread(type: number): boolean {
  return threadTypes.includes(type);
}

/** Direct messages belong to no server: all of them are the workspace `discord/@me`. */
export function placeOf(channel: string, guild: string | undefined, parent: string | undefined): Place {
  if (!guild) return { platform: "discord", workspace: workspaceId("discord", "@me"), channel, kind: "dm" };
  const workspace = workspaceId("discord", guild);
  if (!parent) return { platform: "discord", workspace, channel, kind: "channel" };
  return { platform: "discord", workspace, channel: parent, thread: channel, kind: "channel" };
}

/** Where messages of a place are written and read. */
export function channelOf(place: Place): string {
  return place.thread ?? place.channel;
}
