import { isParleyError } from "../core/errors.ts";
import type { Row } from "./database.ts";
import { uniqueViolation } from "./failure.ts";

/**
 * Two arrivals in one idle lane may both see it idle; the index on running jobs lets one through,
 * and the other sees it on its second look.
 */
export async function onceMoreOnCollision(query: () => Promise<Row[]>): Promise<Row[]> {
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
