import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv, type ErrorObject } from "ajv";
import type { Entry } from "../../../sandbox/kernel/ledger.ts";
import { describeErrors, isJson, type Json } from "./description.ts";

/** Slack describes nothing officially: schemas derived from its client's argument types stand in, for some methods. */
export interface SlackSchemas {
  /** Whether there is a schema for this method. */
  has(method: string): boolean;
  check(entry: Entry): string[];
}

export function readSlackSchemas(dir: string): SlackSchemas {
  const suffix = "Arguments.json";
  const validators = new Map<string, (args: unknown) => readonly ErrorObject[]>();
  for (const file of readdirSync(dir).filter((name) => name.endsWith(suffix))) {
    let validate: ReturnType<Ajv["compile"]> | undefined;
    validators.set(file.slice(0, -suffix.length).toLowerCase(), (args) => {
      validate ??= new Ajv({ strict: false, allErrors: true, logger: false }).compile(
        JSON.parse(readFileSync(join(dir, file), "utf8")),
      );
      return validate(args) ? [] : (validate.errors ?? []);
    });
  }
  const find = (method: string) => validators.get(method.replaceAll(".", "").toLowerCase());
  return {
    has: (method) => find(method) !== undefined,
    check(entry) {
      const answer = entry.response;
      const refusal = isJson(answer) && answer.ok === false ? String(answer.error) : undefined;
      const complaints = entry.struck || (entry.status ?? 500) >= 300 ? [] : checkAnswer(answer);
      if (
        entry.status !== 200 ||
        /^invalid_|^missing_|^json_|too_long|no_text|text_conflict/.test(refusal ?? "")
      )
        return complaints;
      const args = isJson(entry.request) ? readArguments(entry.request) : entry.request;
      const errors = find(entry.name)?.(args) ?? [];
      return [...complaints, ...describeErrors(errors).map((e) => `request ${e}`)];
    },
  };
}

/** Every answer of the Web API has `ok`, and `error` when it is false (slack docs: web-api, "Evaluating responses"). */
function checkAnswer(answer: unknown): string[] {
  if (!isJson(answer) || typeof answer.ok !== "boolean") return ["answer has no ok"];
  return answer.ok || typeof answer.error === "string" ? [] : ["answer is not ok and names no error"];
}

/** Arguments travel as form fields: whatever is no text is spelt as JSON. */
function readArguments(fields: Json): Json {
  // The client adds the team it was made for to every call; the argument types do not know that.
  const { team_id: _, ...given } = fields;
  return Object.fromEntries(Object.entries(given).map(([key, value]) => [key, readField(key, value)]));
}

/** Fields that are text however they look: a message that reads `[1]` is no list. */
const texts = /^(text|markdown_text|status|title|token|ts|channel|thread_ts|.*_id|.*_ts|username)$/;

function readField(key: string, value: unknown): unknown {
  if (typeof value !== "string" || texts.test(key)) return value;
  if (!/^(true|false|[[{].*)$/s.test(value)) return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}
