import { asFields, type Fields } from "./fields.ts";

/** What Slack tells about the installation itself rather than about a conversation. */
export type Notice = "revoked" | "rate-limited";

export function noticeOf(body: Fields): Notice | undefined {
  if (body.type === "app_rate_limited") return "rate-limited";
  if (body.type !== "event_callback") return undefined;
  const event = asFields(body.event);
  if (event?.type === "app_uninstalled") return "revoked";
  if (event?.type !== "tokens_revoked") return undefined;
  const bots = asFields(event.tokens)?.bot;
  return Array.isArray(bots) && bots.length > 0 ? "revoked" : undefined;
}
