import {
  WebAPIHTTPError,
  WebAPIPlatformError,
  WebAPIRateLimitedError,
  WebAPIRequestError,
} from "@slack/web-api";
import { type ErrorCode, ParleyError } from "../../core/errors.ts";

/** How a call to Slack failed, in terms of what may have happened there. */
export type Failure =
  /** Slack said no: nothing took place. */
  | { kind: "refused"; reason: string }
  /** Nothing took place, and Slack says when to ask again. */
  | { kind: "limited"; retryAfterMs: number }
  /** The request never left: it may be made again. */
  | { kind: "unsent" }
  /** The answer was lost, or says nothing: it may have taken place. */
  | { kind: "unknown" };

/** Assumed where a 429 carries no usable `Retry-After`. */
const DEFAULT_RETRY_AFTER_MS = 30_000;

/** Answers after which "some aspect of the operation" may have succeeded (docs.slack.dev, errors of any method). */
const UNCERTAIN = new Set(["fatal_error", "internal_error", "request_timeout", "service_unavailable"]);

/** Failures of the connection before a byte of the request was sent. */
const NOT_SENT = new Set([
  "ECONNREFUSED",
  "EAI_AGAIN",
  "ENOTFOUND",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

export function classify(error: unknown): Failure {
  if (error instanceof WebAPIRateLimitedError) {
    return { kind: "limited", retryAfterMs: Math.max(0, error.retryAfter) * 1000 };
  }
  if (error instanceof WebAPIPlatformError) return classifyAnswer(error);
  if (error instanceof WebAPIHTTPError) {
    const isClients = error.statusCode >= 400 && error.statusCode < 500 && error.statusCode !== 408;
    return isClients ? { kind: "refused", reason: `http_${error.statusCode}` } : { kind: "unknown" };
  }
  if (error instanceof WebAPIRequestError) {
    return NOT_SENT.has(systemCode(error.original)) ? { kind: "unsent" } : { kind: "unknown" };
  }
  // The client's own words for a 429 whose Retry-After it cannot read.
  if (error instanceof Error && error.message.startsWith("Retry header did not contain")) {
    return { kind: "limited", retryAfterMs: DEFAULT_RETRY_AFTER_MS };
  }
  return { kind: "unknown" };
}

/** @param what constant English for operators: never content. */
export function toParleyError(failure: Failure, what: string, cause?: unknown): ParleyError {
  const options = { cause: safeCause(cause) };
  switch (failure.kind) {
    case "refused":
      return new ParleyError(codeOf(failure.reason), `Slack refused: ${what} (${failure.reason})`, options);
    case "limited": {
      const { retryAfterMs } = failure;
      return new ParleyError("rate_limited", `Slack asks to wait: ${what}`, {
        ...options,
        retryable: true,
        retryAfterMs,
      });
    }
    case "unsent":
      return new ParleyError("platform_failed", `Slack cannot be reached: ${what}`, {
        ...options,
        retryable: true,
      });
    case "unknown":
      return new ParleyError("outcome_unknown", `Slack did not answer: ${what}`, options);
  }
}

/** After these no call can succeed until someone installs Parley again. */
export function isTokenDead(failure: Failure): boolean {
  return failure.kind === "refused" && codeOf(failure.reason) === "platform_unauthorised";
}

function classifyAnswer(error: WebAPIPlatformError): Failure {
  const reason = String(error.data.error);
  if (reason === "ratelimited" || reason === "rate_limited") {
    const seconds = Number(error.data.response_metadata?.retryAfter);
    return { kind: "limited", retryAfterMs: seconds >= 0 ? seconds * 1000 : DEFAULT_RETRY_AFTER_MS };
  }
  // A body that is no JSON (cut short, or a proxy's page) becomes the "error" of the client's result.
  if (!/^[a-z0-9_]{1,80}$/.test(reason) || UNCERTAIN.has(reason)) return { kind: "unknown" };
  return { kind: "refused", reason };
}

const CODES: Readonly<Record<string, ErrorCode>> = {
  channel_not_found: "place_gone",
  message_not_found: "place_gone",
  thread_not_found: "place_gone",
  no_such_thread: "place_gone",
  invalid_thread_ts: "place_gone",
  user_not_found: "place_gone",
  users_not_found: "place_gone",
  is_archived: "place_closed",
  is_inactive: "place_closed",
  restricted_action_thread_locked: "place_closed",
  not_in_channel: "place_forbidden",
  user_not_in_channel: "place_forbidden",
  missing_scope: "place_forbidden",
  no_permission: "place_forbidden",
  not_allowed_token_type: "place_forbidden",
  ekm_access_denied: "place_forbidden",
  restricted_action: "place_forbidden",
  restricted_action_read_only_channel: "place_forbidden",
  restricted_action_non_threadable_channel: "place_forbidden",
  restricted_action_thread_only_channel: "place_forbidden",
  cant_update_message: "place_forbidden",
  cant_delete_message: "place_forbidden",
  edit_window_closed: "place_forbidden",
  method_not_supported_for_channel_type: "place_forbidden",
  channel_type_not_supported: "place_forbidden",
  http_403: "place_forbidden",
  invalid_auth: "platform_unauthorised",
  not_authed: "platform_unauthorised",
  account_inactive: "platform_unauthorised",
  token_revoked: "platform_unauthorised",
  token_expired: "platform_unauthorised",
  org_login_required: "platform_unauthorised",
  team_access_not_granted: "platform_unauthorised",
  team_disabled: "platform_unauthorised",
  user_removed_from_team: "platform_unauthorised",
  http_401: "platform_unauthorised",
  expired_url: "reply_expired",
  used_url: "reply_expired",
};

function codeOf(reason: string): ErrorCode {
  return Object.hasOwn(CODES, reason) ? (CODES[reason] ?? "platform_failed") : "platform_failed";
}

/** Slack's error objects can hold a whole answer; only what names the fault goes on. */
function safeCause(cause: unknown): unknown {
  if (cause instanceof WebAPIRequestError)
    return new Error(systemCode(cause.original) || cause.original.name);
  return undefined;
}

function systemCode(error: unknown): string {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    const code = (at as NodeJS.ErrnoException).code;
    if (typeof code === "string") return code;
  }
  return "";
}
