import type { Session } from "../state/session.ts";

export const SESSION_STATUSES: readonly string[] = ["active", "processing", "suspended", "closed"];

export function setSession(session: Session, status: string): void {
  session.status = status as Session["status"];
}
