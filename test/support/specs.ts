import { join } from "node:path";
import type { Entry } from "../../sandbox/kernel/ledger.ts";
import { addenda } from "./specs/addenda.ts";
import { checkAnswer } from "./specs/answer.ts";
import { type Description, readDescription } from "./specs/description.ts";
import { findOperation } from "./specs/operation.ts";
import { checkRequest } from "./specs/request.ts";
import { readSlackSchemas, type SlackSchemas } from "./specs/slack.ts";

/** Checks what crosses the wire against the services' own descriptions. */
export interface Specs {
  /** Whether a description speaks of this entry at all: an API request that was answered. */
  covers(entry: Entry): boolean;
  /**
   * Complaints about request and answer; empty when both are right. A request that the service itself refused
   * as wrong is not complained of, nor an answer that a fault made.
   *
   * Entries hold: `request` the JSON body, or the fields of a form (`payload_json`, files as objects);
   * `response` the JSON body, or for a stream the list of its events' data.
   */
  check(entry: Entry): string[];
}

/** @param dir The folder with the descriptions; each is read when first needed. */
export function specsFor(dir: string): Specs {
  const read = new Map<string, Description>();
  const describe = (service: Described) => {
    const known = read.get(service) ?? readDescription(join(dir, service, `${service}-openapi.json`));
    read.set(service, known);
    return known;
  };
  let slack: SlackSchemas | undefined;
  const slackSchemas = () => (slack ??= readSlackSchemas(join(dir, "slack", "types-derived")));
  return {
    covers(entry) {
      if (entry.kind !== "request" || entry.status === undefined) return false;
      return entry.service === "slack" ? slackSchemas().has(entry.name) : relativePath(entry) !== undefined;
    },
    check(entry) {
      if (entry.service === "slack")
        return slackSchemas()
          .check(entry)
          .map((c) => `slack ${entry.name}: ${c}`);
      const path = relativePath(entry);
      if (path === undefined) return [];
      const complaints = checkExchange(describe(entry.service), entry.service, path, entry);
      return complaints.map((c) => `${entry.service} ${entry.name}: ${c}`);
    },
  };
}

type Described = Exclude<Entry["service"], "slack">;

/** What the sandbox puts before the paths that the description uses. */
const prefixes: Record<Described, RegExp> = {
  discord: /^(\/discord)?\/api(\/v\d+)?(?=\/)|^(?=\/)(?!\/discord\/)/,
  openai: /^(\/openai)?\/v1(?=\/)|^(?=\/)(?!\/openai\/)/,
  anthropic: /^\/anthropic(?=\/v1\/)|^(?=\/v1\/)/,
};

/** The path as the description writes it, with its query; absent for what is no API call (file links). */
function relativePath(entry: Entry): string | undefined {
  const path = entry.path ?? "";
  const prefix = prefixes[entry.service as Described].exec(path);
  return prefix ? path.slice(prefix[0].length) : undefined;
}

/** Statuses by which a service says that the request itself is wrong: then it and the description agree. */
const refusals = new Set([400, 413, 415, 422]);
const unrouted = new Set([404, 405]);

function checkExchange(api: Description, service: Described, path: string, entry: Entry): string[] {
  const url = new URL(path, "http://service");
  const method = (entry.name.split(" ")[0] ?? "").toLowerCase();
  const status = entry.status ?? 0;
  const operation = findOperation(api, method, url.pathname);
  if (!operation) return unrouted.has(status) ? [] : [`no such operation: ${method} ${url.pathname}`];
  const call = { api, addenda: addenda[service], operation, method, query: url.searchParams, entry };
  return [...(refusals.has(status) ? [] : checkRequest(call)), ...checkAnswer(call)];
}
