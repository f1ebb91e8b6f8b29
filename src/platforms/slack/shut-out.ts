import { isParleyError } from "../../core/errors.ts";

/** Whether Parley may not speak in a place, or it is not there: then there may be another way to whoever asked. */
export function isShutOut(error: unknown): boolean {
  return isParleyError(error, "place_forbidden") || isParleyError(error, "place_gone");
}
