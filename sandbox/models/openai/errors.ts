import { Refusal } from "../exchange.ts";
import type { Problem } from "../problem.ts";
import type { ErrorStatus } from "../steps.ts";

interface ErrorFields {
  type?: string;
  param?: string | null;
  code?: string | null;
}

/** OpenAI's error body. Source: openai docs, "Error codes". */
export function errorBody(message: string, fields: ErrorFields = {}) {
  return { error: { message, type: "invalid_request_error", param: null, code: null, ...fields } };
}

export function refuse(status: number, message: string, fields: ErrorFields = {}): Refusal {
  return new Refusal(status, errorBody(message, fields));
}

/** A body that does not fit, in OpenAI's words. */
export function refuseProblem(problem: Problem): Refusal {
  const param = pathText(problem.path);
  switch (problem.kind) {
    case "missing":
      return refuse(400, `Missing required parameter: '${param}'.`, {
        param,
        code: "missing_required_parameter",
      });
    case "unknown":
      return refuse(400, `Unknown parameter: '${param}'.`, { param, code: "unknown_parameter" });
    case "type":
      return refuse(400, `Invalid type for '${param}': expected ${problem.expected}.`, {
        param,
        code: "invalid_type",
      });
    case "value":
      return refuse(400, `Invalid '${param}': ${problem.message}.`, { param, code: "invalid_value" });
  }
}

/** `input[0].content[1].type` */
function pathText(path: Problem["path"]): string {
  return path.map((key, i) => (typeof key === "number" ? `[${key}]` : i === 0 ? key : `.${key}`)).join("");
}

/** What a status that a script orders looks like. */
export function scriptedError(status: ErrorStatus): ReturnType<typeof errorBody> {
  switch (status) {
    case 401:
      return errorBody("Incorrect API key provided.", { code: "invalid_api_key" });
    case 403:
      return errorBody("You are not allowed to use this model.", {
        code: "unsupported_country_region_territory",
      });
    case 404:
      return errorBody("The model does not exist or you do not have access to it.", {
        code: "model_not_found",
      });
    case 413:
    case 400:
      return errorBody("The request is not valid.", { code: "invalid_value" });
    case 429:
      return errorBody("Rate limit reached for requests.", { type: "requests", code: "rate_limit_exceeded" });
    case 500:
      return errorBody("The server had an error while processing your request.", { type: "server_error" });
    case 503:
    case 529:
      return errorBody("The engine is currently overloaded, please try again later.", {
        type: "server_error",
      });
  }
}
