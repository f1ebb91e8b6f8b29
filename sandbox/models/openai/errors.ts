import { Refusal } from "../exchange.ts";
import type { Problem } from "../problem.ts";

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
