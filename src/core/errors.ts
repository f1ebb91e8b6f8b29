/**
 * What went wrong, where it is known. `userText` in `core/words.ts` turns a code into words for people.
 * - `model_unreachable`, `model_overloaded`, `model_stalled`: the service failed; trying again may help.
 * - `model_rejected`: the service refuses the request as it stands. `model_unauthorised`: the key is wrong.
 * - `model_unusable`: the service answered, but not with what can be shown.
 * - `context_too_long`: the request exceeds the model's limit.
 * - `place_gone`: channel, thread or message no longer exists. `place_forbidden`: Parley may not act there.
 * - `place_closed`: archived or locked. `reply_expired`: an interaction's token is dead.
 * - `outcome_unknown`: a write may or may not have taken place and could not be read back.
 * - `rate_limited`: told to wait longer than Parley is willing to.
 * - `platform_unauthorised`: the platform's token is wrong or revoked.
 * - `platform_failed`: the platform answered with an error that fits none of these.
 * - `store_failed`: the database did. `cancelled`: a person or a shutdown ended it.
 * - `not_allowed`: a person may not do this. `not_found`: nor know of it. The message is for them.
 * - `bad_input`: what a person gave cannot be used; the message says why.
 */
export type ErrorCode =
  | "model_unreachable"
  | "model_overloaded"
  | "model_stalled"
  | "model_rejected"
  | "model_unauthorised"
  | "model_unusable"
  | "context_too_long"
  | "place_gone"
  | "place_forbidden"
  | "place_closed"
  | "reply_expired"
  | "outcome_unknown"
  | "rate_limited"
  | "platform_unauthorised"
  | "platform_failed"
  | "store_failed"
  | "cancelled"
  | "not_allowed"
  | "not_found"
  | "bad_input";

/** The one error class. `message` is constant English for operators and never carries user content or secrets. */
export class ParleyError extends Error {
  readonly code: ErrorCode;
  /** Whether the same call may succeed if made again, decided where the fault is known. */
  readonly retryable: boolean;
  /** How long the other side asked to wait, in milliseconds. */
  readonly retryAfterMs: number | undefined;

  constructor(
    code: ErrorCode,
    message: string,
    options: { cause?: unknown; retryable?: boolean; retryAfterMs?: number } = {},
  ) {
    super(message, { cause: options.cause });
    this.name = "ParleyError";
    this.code = code;
    this.retryable = options.retryable ?? false;
    this.retryAfterMs = options.retryAfterMs;
  }
}

export function isParleyError(error: unknown, code?: ErrorCode): error is ParleyError {
  return error instanceof ParleyError && (code === undefined || error.code === code);
}
