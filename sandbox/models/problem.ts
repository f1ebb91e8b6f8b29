import type { ZodError } from "zod";

/** The first thing wrong with a request's body, in terms each service words in its own way. */
export interface Problem {
  kind: "missing" | "unknown" | "type" | "value";
  path: readonly (string | number)[];
  /** What should stand there, as far as the schema says. */
  expected: string;
  /** The schema's own words. */
  message: string;
}

type Issue = ZodError["issues"][number];

export function firstProblem(error: ZodError, body: unknown): Problem {
  const issue = deepest(error.issues[0] as Issue, []);
  const path = issue.path.map((key) => (typeof key === "symbol" ? String(key) : key));
  const found = path.reduce<unknown>((node, key) => (node as Record<string | number, unknown>)?.[key], body);
  switch (issue.code) {
    case "unrecognized_keys":
      return { kind: "unknown", path: [...path, issue.keys[0] ?? ""], expected: "", message: issue.message };
    case "invalid_type":
      if (found !== undefined)
        return { kind: "type", path, expected: issue.expected, message: issue.message };
      return { kind: "missing", path, expected: issue.expected, message: issue.message };
    case "invalid_value":
    case "invalid_union":
      if (found === undefined) return { kind: "missing", path, expected: "a value", message: issue.message };
      break;
  }
  return { kind: "value", path, expected: "", message: issue.message };
}

/** Of a union's members the one whose problem lies deepest is the one that was meant. */
function deepest(issue: Issue, above: readonly PropertyKey[]): Issue {
  const path = [...above, ...issue.path];
  if (issue.code !== "invalid_union") return { ...issue, path };
  const inner = issue.errors.flatMap((errors) => (errors[0] ? [deepest(errors[0] as Issue, path)] : []));
  const own: Issue = { ...issue, path };
  return inner.reduce((best, next) => (next.path.length > best.path.length ? next : best), own);
}
