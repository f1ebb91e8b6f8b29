/**
 * For operators. `message` is a constant; people's words, names and secrets never appear in `fields`.
 */
export interface Log {
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** What a log may say of an error. */
export function logged(error: unknown): object {
  if (!(error instanceof Error)) return { error: "a value that is no error was thrown" };
  const { code, retryable } = error as { code?: unknown; retryable?: unknown };
  const cause = error.cause === undefined ? undefined : causeOf(error.cause);
  return { error: error.name, code, retryable, reason: error.message, stack: frames(error), cause };
}

/** A cause that is no error is a note of whoever threw: codes and places, never content. */
function causeOf(cause: unknown): object {
  return typeof cause === "object" && cause !== null && !(cause instanceof Error) ? cause : logged(cause);
}

/** The stack without the message, which `reason` has. */
function frames(error: Error): string | undefined {
  return error.stack
    ?.split("\n")
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 6)
    .join("\n");
}
