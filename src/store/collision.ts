import { isParleyError } from "../core/errors.ts";
import { uniqueViolation } from "./failure.ts";

/**
 * Two arrivals in one idle lane may both see it idle, and two new branches may choose one name; the index lets one
 * through, and the other sees it on its second look.
 */
export async function onceMoreOnCollision<T>(query: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await query();
    } catch (error) {
      const collided = isParleyError(error, "store_failed") && causeCode(error) === uniqueViolation;
      if (!collided || attempt === 8) throw error;
    }
  }
}

function causeCode(error: Error): unknown {
  return (error.cause as { code?: unknown } | undefined)?.code;
}
