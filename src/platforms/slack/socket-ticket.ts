import type { Clock } from "../../core/clock.ts";
import { isParleyError } from "../../core/errors.ts";
import { createSlackApi } from "./api.ts";
import { text } from "./fields.ts";

/** Slack's answer to the wish for a connection. */
export type SocketTicket =
  | { kind: "granted"; url: string }
  | { kind: "later"; retryAfterMs: number }
  /** Asking again would change nothing. */
  | { kind: "refused"; detail: string };

/** Asks `apps.connections.open` for an address to connect to. Never throws. */
export function createTicketOffice(deps: { appToken: string; apiUrl: string; clock: Clock }) {
  const api = createSlackApi({
    botToken: deps.appToken,
    apiUrl: deps.apiUrl,
    clock: deps.clock,
    onTokenDead() {},
  });
  return async (signal: AbortSignal): Promise<SocketTicket> => {
    try {
      // The receiver spaces its attempts itself, so that this one is made but once.
      const answer = await api.call("apps.connections.open", {}, "once", signal, 0);
      const url = text(answer, "url");
      return url && /^wss?:/.test(url) ? { kind: "granted", url } : { kind: "later", retryAfterMs: 0 };
    } catch (error) {
      if (isParleyError(error, "platform_unauthorised")) {
        return { kind: "refused", detail: "Slack refuses the app-level token" };
      }
      return { kind: "later", retryAfterMs: (isParleyError(error) && error.retryAfterMs) || 0 };
    }
  };
}
