import { ParleyError } from "../core/errors.ts";

/** SQLSTATE classes after which the same transaction may succeed: connection loss, conflicts, shutdown, too many connections. */
const passing = /^(08|40|53|57P0)|^(25006|CONNECT|ECONN|ETIMEDOUT|EPIPE|EAI_AGAIN)/;

/**
 * Turns a driver's error into one that is safe to log: drivers and drizzle put the query's parameters,
 * people's words among them, into the message.
 */
export function storeFailure(error: unknown): ParleyError {
  if (error instanceof ParleyError) return error;
  const code = sqlState(error);
  const constraint = field(error, "constraint_name") ?? field(error, "constraint");
  const detail = [code && `code ${code}`, constraint && `constraint ${constraint}`]
    .filter(Boolean)
    .join(", ");
  return new ParleyError("store_failed", `the database failed (${detail || "no code"})`, {
    retryable: code !== undefined && passing.test(code),
    cause: { code, constraint, at: origin(error) },
  });
}

/** SQLSTATE or the socket's error code, wherever the driver or drizzle put it. */
function sqlState(error: unknown): string | undefined {
  return field(error, "code") ?? (error instanceof Error ? field(error.cause, "code") : undefined);
}

export const uniqueViolation = "23505";

function field(error: unknown, name: string): string | undefined {
  if (typeof error !== "object" || error === null) return undefined;
  const value = (error as Record<string, unknown>)[name];
  return typeof value === "string" ? value : undefined;
}

/** Where it was thrown: stack lines without the message. */
function origin(error: unknown): string | undefined {
  if (!(error instanceof Error) || !error.stack) return undefined;
  return error.stack
    .split("\n")
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 4)
    .join("\n");
}
