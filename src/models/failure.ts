import type { Clock } from "../core/clock.ts";
import { ParleyError } from "../core/errors.ts";

/** What the SDKs' errors and the services' error events have in common, as far as it is looked at. */
export interface ServiceFault {
  status?: number | undefined;
  /** `context_length_exceeded`, `overloaded_error` …: OpenAI's code or type, Anthropic's type. */
  code?: string | undefined;
  /** May quote the request: used to tell faults apart, never passed on. */
  text?: string | undefined;
  headers?: Headers | undefined;
  /** What befell the connection: `ECONNRESET`, `TypeError` … */
  network?: string | undefined;
}

const contextCodes = new Set(["context_length_exceeded", "string_above_max_length", "request_too_large"]);
const contextText =
  /prompt is too long|context (length|window|limit)|maximum context|exceed.{0,20}context|too many tokens/i;
const policyCodes = new Set([
  "content_filter",
  "content_policy_violation",
  "invalid_prompt",
  "bio_policy",
  "misalignment_policy_violation",
  "image_content_policy_violation",
  "moderation_blocked",
]);
const accountCodes = new Set(["insufficient_quota", "billing_error", "billing_hard_limit_reached"]);
const accountText = /credit balance is too low/i;
const overloadCodes = new Set(["rate_limit_exceeded", "rate_limit_error", "overloaded_error"]);

/** Whether the service withdrew the answer for its policy's sake, which is an ending and not a failure. */
export function isFiltered(fault: ServiceFault): boolean {
  return fault.code !== undefined && policyCodes.has(fault.code);
}

/** What a service's fault means, and whether asking again may help. */
export function explain(fault: ServiceFault, clock: Pick<Clock, "now">): ParleyError {
  const { status = 0, code = "", text = "", headers } = fault;
  const cause = traceOf(fault);
  const asked = headers?.get("x-should-retry");
  const retryAfterMs = headers && readRetryAfter(headers, clock);
  const failed = (name: "model_unreachable" | "model_overloaded", message: string, retryable = true) =>
    new ParleyError(name, message, {
      cause,
      retryable: asked === null || asked === undefined ? retryable : asked === "true",
      ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
    });
  if (contextCodes.has(code) || status === 413 || (status < 500 && contextText.test(text))) {
    return new ParleyError("context_too_long", "the request exceeds the model's context window", { cause });
  }
  if (accountCodes.has(code) || status === 402 || accountText.test(text)) {
    return new ParleyError("model_unauthorised", "the model service's account has no credit left", { cause });
  }
  if (status === 401 || status === 403 || code === "authentication_error" || code === "permission_error") {
    return new ParleyError("model_unauthorised", "the model service refuses the key", { cause });
  }
  if (status === 429 || status === 529 || overloadCodes.has(code)) {
    return failed("model_overloaded", "the model service has too much to do");
  }
  if (status === 408 || status === 409 || status >= 500) {
    return failed("model_overloaded", "the model service failed", status !== 501);
  }
  if (status >= 400)
    return new ParleyError("model_rejected", "the model service refuses the request", { cause });
  if (code) return failed("model_overloaded", "the model service failed while it answered");
  return failed("model_unreachable", "the connection to the model service failed");
}

/** What operators may see of it. The SDKs' own errors quote what people wrote, and parts of keys. */
function traceOf({ status, code, headers, network }: ServiceFault): Error {
  const request = headers?.get("x-request-id") ?? headers?.get("request-id");
  const said = [status && `status ${status}`, code, network, request && `request ${request}`].filter(Boolean);
  return new Error(
    said
      .join(", ")
      .replace(/[^\w ,.:-]/g, "?")
      .slice(0, 200),
  );
}

/**
 * Milliseconds the service asked to wait. `retry-after-ms` is what both services send for precision;
 * `retry-after` has seconds or a date (RFC 9110, section 10.2.3). Absent when it makes no sense.
 */
function readRetryAfter(headers: Headers, clock: Pick<Clock, "now">): number | undefined {
  const exact = Number.parseFloat(headers.get("retry-after-ms") ?? "");
  if (exact >= 0) return exact;
  const given = headers.get("retry-after")?.trim() ?? "";
  const waitMs = /^\d+(\.\d+)?$/.test(given) ? Number(given) * 1_000 : Date.parse(given) - clock.now();
  return waitMs >= 0 ? waitMs : undefined;
}
