import { ParleyError } from "./errors.ts";

/**
 * For operators. `message` is a constant; people's words, names and secrets never appear in `fields`.
 */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/**
 * What a log may say of an error: the message of Parley's own, of any other its name and code. Libraries quote
 * what they were given, people's words among it.
 */
export function logged(error: unknown): object {
  return describe(error, 4);
}

function describe(error: unknown, depth: number): object {
  if (!(error instanceof Error)) return { error: "a value that is no error was thrown" };
  const { code, retryable } = error as { code?: unknown; retryable?: unknown };
  const reason = error instanceof ParleyError ? error.message : undefined;
  const cause = error.cause === undefined || depth === 0 ? undefined : causeOf(error.cause, depth - 1);
  return { error: error.name, code, retryable, reason, stack: frames(error), cause };
}

/** A cause that is no error is a note of whoever threw: codes and places, never content. */
function causeOf(cause: unknown, depth: number): object {
  return typeof cause === "object" && cause !== null && !(cause instanceof Error)
    ? cause
    : describe(cause, depth);
}

/** The stack without the message before it. */
function frames(error: Error): string | undefined {
  return error.stack
    ?.split("\n")
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 6)
    .join("\n");
}
