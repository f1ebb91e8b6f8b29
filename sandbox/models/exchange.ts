import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import type { Context } from "hono";
import type { Entry, Service as ServiceName } from "../kernel/ledger.ts";
import type { ServiceDeps } from "../kernel/service.ts";
import { strike } from "../kernel/strike.ts";
import { Reset } from "./play.ts";

export type Ctx = Context<{ Bindings: HttpBindings }>;

/** One request under way, and its entry in the ledger, which is filled in as the answer comes about. */
export interface Exchange {
  c: Ctx;
  entry: Entry;
  body: unknown;
}

/** Thrown to answer with a service's error. */
export class Refusal extends Error {
  readonly status: number;
  readonly body: unknown;
  readonly headers: Record<string, string>;

  constructor(status: number, body: unknown, headers: Record<string, string> = {}) {
    super(`refused with ${status}`);
    this.status = status;
    this.body = body;
    this.headers = headers;
  }
}

export interface ExchangeRules {
  service: ServiceName;
  /** Checks key and headers. @throws Refusal */
  admit(c: Ctx): void;
  /** Reads the body. @throws Refusal when it is not what the service takes */
  read(c: Ctx): Promise<unknown>;
  /** Headers of every answer. */
  headers(): Record<string, string>;
}

/** A route handler that records the exchange, lets faults strike it, and turns refusals into answers. */
export function exchange(
  deps: ServiceDeps,
  rules: ExchangeRules,
  name: string,
  handle: (exchange: Exchange) => Promise<Response>,
) {
  return async (c: Ctx): Promise<Response> => {
    let body: unknown;
    let wrong: unknown;
    try {
      body = await rules.read(c);
    } catch (error) {
      wrong = error;
    }
    const { service } = rules;
    const headers = masked(c.req.header());
    const entry = deps.ledger.add({
      service,
      kind: "request",
      name,
      path: c.env.incoming.url,
      headers,
      request: body,
    });
    const fault = deps.faults.take(service, name);
    if (fault && fault.kind !== "delay") entry.struck = true;
    const answer = await strike(deps, c, fault, async () => {
      try {
        rules.admit(c);
        if (wrong) throw wrong;
        return await handle({ c, entry, body });
      } catch (error) {
        if (error instanceof Reset) return new Response(null, { status: 500 });
        if (!(error instanceof Refusal)) throw error;
        entry.response = error.body;
        return Response.json(error.body, { status: error.status, headers: error.headers });
      }
    });
    if (fault?.kind === "status") entry.response = fault.body;
    if (answer === RESPONSE_ALREADY_SENT) return answer;
    for (const [key, value] of Object.entries(rules.headers())) answer.headers.set(key, value);
    entry.status = answer.status;
    return answer;
  };
}

/** Answers with JSON and records it. */
export function answer({ entry }: Exchange, body: unknown): Response {
  entry.response = body;
  return Response.json(body);
}

/** A key must not end up on the page or in a test's output. */
function masked(headers: Record<string, string>): Record<string, string> {
  const secret = new Set(["authorization", "x-api-key"]);
  return Object.fromEntries(Object.entries(headers).map(([k, v]) => [k, secret.has(k) ? "…" : v]));
}
