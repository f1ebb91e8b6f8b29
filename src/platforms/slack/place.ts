import { workspaceId } from "../../core/ids.ts";
import type { Place } from "../../core/inbound.ts";

/** @param thread only where it is not the message itself: a root message stands in the channel. */
export function placeOf(
  team: string,
  channel: string,
  message: { ts?: string | undefined; thread_ts?: string | undefined },
  channelType?: string,
): Place {
  const isDm = channelType === "im" || (channelType === undefined && channel.startsWith("D"));
  const place: Place = {
    platform: "slack",
    workspace: workspaceId("slack", team),
    channel,
    kind: isDm ? "dm" : "channel",
  };
  if (message.thread_ts && message.thread_ts !== message.ts) place.thread = message.thread_ts;
  return place;
}

/** `1700000000.123456` as milliseconds since the epoch. */
export function tsToMs(ts: string): number {
  const ms = Number(ts) * 1000;
  return Number.isFinite(ms) ? Math.floor(ms) : 0;
}

export function msToTs(ms: number): string {
  return (Math.max(0, ms) / 1000).toFixed(6);
}
