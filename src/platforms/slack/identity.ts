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
 * Source: docs.slack.dev/apis/events-api (`authorizations`, `context_team_id`); for modals
 * docs.slack.dev/reference/interaction-payloads/view-interactions-payload (`app_installed_team_id`).
 */
export function tenant(body: Fields, self: Self): string {
  if (!self.isOrgWide) return self.teamId;
  return (
    text(body, "context_team_id") ??
    text(asFields(body.view), "app_installed_team_id") ??
    text(objects(body.authorizations)[0], "team_id") ??
    text(body, "team_id") ??
    text(asFields(body.team), "id") ??
    self.teamId
  );
}
