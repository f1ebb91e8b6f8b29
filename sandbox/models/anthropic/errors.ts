import { Refusal } from "../exchange.ts";
import type { Problem } from "../problem.ts";
import type { ErrorStatus } from "../steps.ts";

/** Source: anthropic docs, "API errors". */
const types = {
  400: "invalid_request_error",
  401: "authentication_error",
  403: "permission_error",
  404: "not_found_error",
  413: "request_too_large",
  429: "rate_limit_error",
  500: "api_error",
  503: "api_error",
  529: "overloaded_error",
} as const;

const messages: Record<ErrorStatus, string> = {
  400: "The request is not valid.",
  401: "invalid x-api-key",
  403: "Your API key does not have permission to use the specified resource.",
  404: "model not found",
  413: "Request exceeds the maximum size",
  429: "This request would exceed your account's rate limit. Please try again later.",
  500: "Internal server error",
  503: "Service unavailable",
  529: "Overloaded",
};

export function errorBody(status: ErrorStatus, message = messages[status]) {
  return { type: "error", error: { type: types[status], message }, request_id: null };
}

export function refuse(status: ErrorStatus, message: string): Refusal {
  return new Refusal(status, errorBody(status, message));
}

/** A body that does not fit, in Anthropic's words. */
export function refuseProblem({ kind, path, expected, message }: Problem): Refusal {
  const where = path.join(".");
  switch (kind) {
    case "missing":
      return refuse(400, `${where}: Field required`);
    case "unknown":
      return refuse(400, `${where}: Extra inputs are not permitted`);
    case "type":
      return refuse(400, `${where}: Input should be a valid ${expected}`);
    case "value":
      return refuse(400, `${where}: ${message}`);
  }
}
