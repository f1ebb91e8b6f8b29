import { workspaceId } from "../../core/ids.ts";
import type { Place } from "../../core/inbound.ts";
import { asFields, type Fields, objects, text } from "./fields.ts";

/** Who Parley is in this Slack installation, as `auth.test` says. */
export interface Self {
  teamId: string;
  /** Parley's user (`U…`), which people mention. */
  userId: string;
  /** Parley's bot (`B…`), which its messages carry. */
  botId: string;
  /** Installed for a whole Enterprise Grid organisation: the workspace then differs by event. */
  isOrgWide: boolean;
  /** `https://TEAM.slack.com/` */
  url: string;
}

export function readSelf(answer: Fields): Self | undefined {
  const [teamId, userId, botId] = [text(answer, "team_id"), text(answer, "user_id"), text(answer, "bot_id")];
  if (!teamId || !userId || !botId) return undefined;
  const isOrgWide = answer.is_enterprise_install === true;
  return { teamId, userId, botId, isOrgWide, url: text(answer, "url") ?? "" };
}

/**
 * The tenant: always the workspace Parley is installed in. In a Slack Connect channel `team_id` may name the
 * other company's, and people of that company are authors like any other, in our tenant.
 * Source: docs.slack.dev/apis/events-api (`authorizations`, `context_team_id`).
 */
export function tenant(body: Fields, self: Self): string {
  if (!self.isOrgWide) return self.teamId;
  return (
    text(body, "context_team_id") ??
    text(objects(body.authorizations)[0], "team_id") ??
    text(body, "team_id") ??
    text(asFields(body.team), "id") ??
    self.teamId
  );
}

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
