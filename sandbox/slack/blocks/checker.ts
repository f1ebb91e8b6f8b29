/** Collects what is wrong with a structure, in the words of Slack's own answers. */
export interface Checker {
  readonly problems: string[];
  report(pointer: string, problem: string): void;
  object(pointer: string, value: unknown): Record<string, unknown> | undefined;
  /** An array of `min` to `max` items. */
  list(pointer: string, value: unknown, min: number, max: number): unknown[];
  string(pointer: string, value: unknown, max: number, required?: boolean): void;
  oneOf(pointer: string, value: unknown, allowed: readonly string[]): void;
}

export function createChecker(): Checker {
  const problems: string[] = [];
  const checker: Checker = {
    problems,
    report: (pointer, problem) => problems.push(`${problem} [json-pointer:${pointer}]`),
    object(pointer, value) {
      if (typeof value === "object" && value !== null && !Array.isArray(value)) {
        return value as Record<string, unknown>;
      }
      checker.report(pointer, value === undefined ? "missing required field" : "must be an object");
      return undefined;
    },
    list(pointer, value, min, max) {
      if (!Array.isArray(value)) {
        checker.report(pointer, value === undefined ? "missing required field" : "must be an array");
        return [];
      }
      if (value.length < min) checker.report(pointer, `no fewer than ${min} items allowed`);
      if (value.length > max) checker.report(pointer, `no more than ${max} items allowed`);
      return value;
    },
    string(pointer, value, max, required = false) {
      if (value === undefined) {
        if (required) checker.report(pointer, "missing required field");
      } else if (typeof value !== "string") checker.report(pointer, "must be a string");
      else if (required && value.length === 0) checker.report(pointer, "must be more than 0 characters");
      else if (value.length > max) checker.report(pointer, `must be less than ${max + 1} characters`);
    },
    oneOf(pointer, value, allowed) {
      if (value === undefined || allowed.includes(value as string)) return;
      checker.report(pointer, `must be one of the following values: ${allowed.join(", ")}`);
    },
  };
  return checker;
}
