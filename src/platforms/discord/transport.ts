import { DefaultRestOptions, type RESTOptions, type ResponseLike } from "discord.js";
import type { Clock } from "../../core/clock.ts";
import type { Failure } from "./answer.ts";
import { type Pacing, routeOf } from "./pacing.ts";

const DEADLINE_MS = 15_000;
const UPLOAD_DEADLINE_MS = 60_000;
/** Failures of the connection before a byte of the request was sent. */
const notSent = new Set([
  "ECONNREFUSED",
  "EAI_AGAIN",
  "ENOTFOUND",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "UND_ERR_CONNECT_TIMEOUT",
]);

/** Carries what is no success through discord.js's REST client, which would judge it by its own lights. */
export class NotOk extends Error {
  readonly outcome: Failure | "limited";
  constructor(outcome: Failure | "limited") {
    super("Discord did not answer with success");
    this.outcome = outcome;
  }
}

/**
 * One exchange: the request sent, the whole answer read before a deadline, its rate-limit headers learned.
 * They are kept from discord.js's client, so that limits are waited for in one place only.
 */
export function createTransport(deps: {
  base: string;
  clock: Clock;
  pacing: Pacing;
}): RESTOptions["makeRequest"] {
  const { base, clock, pacing } = deps;
  return async (url, init) => {
    const route = routeOf(init.method ?? "GET", url.slice(base.length));
    // Asked here and not earlier: requests of one route come through one by one, each knowing the last one's answer.
    if (!pacing.enter(route)) throw new NotOk("limited");
    const deadline = new AbortController();
    using _timer = clock.timer(init.body instanceof FormData ? UPLOAD_DEADLINE_MS : DEADLINE_MS, () =>
      deadline.abort(new Error("no answer in time")),
    );
    const signal = init.signal ? AbortSignal.any([init.signal, deadline.signal]) : deadline.signal;
    const { status, headers, text } = await exchange(url, { ...init, signal });
    const body = parse(text);
    // Some refusals come with 429 as well, but without a time to wait: those are no rate limits.
    const isRefusal = status !== 429 || (codeOf(body) !== 0 && !saysWhen(body));
    pacing.learn(route, isRefusal && status === 429 ? 400 : status, headers as Headers, body);
    if (!isRefusal) throw new NotOk("limited");
    if (status >= 500 || (status < 300 && text !== "" && body === undefined))
      throw new NotOk({ kind: "lost" });
    if (status >= 300) throw new NotOk({ kind: "refused", status, code: codeOf(body) });
    return new Response(status === 204 ? null : text, {
      status,
      headers: { "content-type": "application/json" },
    });
  };
}

async function exchange(url: string, init: Parameters<RESTOptions["makeRequest"]>[1]) {
  try {
    const response: ResponseLike = await DefaultRestOptions.makeRequest(url, init);
    return { status: response.status, headers: response.headers, text: await response.text() };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "";
    throw new NotOk(notSent.has(code) ? { kind: "unsent" } : { kind: "lost" });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function saysWhen(body: unknown): boolean {
  return body !== null && typeof body === "object" && "retry_after" in body;
}

function codeOf(body: unknown): number {
  return body && typeof body === "object" && "code" in body && typeof body.code === "number" ? body.code : 0;
}
