import type { ErrorStatus } from "../steps.ts";
import { errorBody } from "./errors.ts";

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
