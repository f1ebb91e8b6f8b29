import { type RawFile, REST } from "discord.js";
import type { Clock } from "../../core/clock.ts";
import { ParleyError } from "../../core/errors.ts";
import { type Answer, discordCode } from "./answer.ts";
import { type Breaker, createBreaker } from "./breaker.ts";
import { createPacing, routeOf } from "./pacing.ts";
import { createTransport, NotOk } from "./transport.ts";
import { wait } from "./wait.ts";

export interface ApiCall {
  method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  /** Below the version, with its query: `/channels/1/messages?limit=100`. */
  path: `/${string}`;
  body?: unknown;
  files?: RawFile[];
  /** False where the path itself carries a token: interactions. */
  auth?: boolean;
  /** How long the call may wait for rate limits; 5 minutes when absent. */
  patienceMs?: number;
}

export interface Api {
  /** One attempt, repeated only after a rate limit. @throws `cancelled` when `signal` is aborted. */
  once(call: ApiCall, signal: AbortSignal): Promise<Answer>;
  /** For calls that do no harm when made twice: repeated a few times when the answer is lost. */
  persist(call: ApiCall, signal: AbortSignal): Promise<Answer>;
  /** False once Discord has refused the token: nothing is asked with it any more. */
  readonly isAuthorised: boolean;
  readonly breaker: Breaker;
}

export interface ApiDeps {
  token: string;
  /** Without version and trailing slash. */
  apiUrl: string;
  clock: Clock;
  requestsPerSecond?: number;
}

const PATIENCE_MS = 300_000;
const PERSIST_WAITS_MS = [1_000, 2_000, 5_000];

/**
 * Discord's REST API. discord.js's client writes the requests; pacing, deadlines, repeats and the reading of
 * answers are done here, because that client repeats a lost POST at once and measures time by itself.
 */
export function createApi({ token, apiUrl, clock, requestsPerSecond }: ApiDeps): Api {
  const pacing = createPacing(clock, requestsPerSecond);
  const breaker = createBreaker(clock);
  const rest = new REST({
    api: apiUrl,
    version: "10",
    retries: 0,
    timeout: 2 * PATIENCE_MS,
    globalRequestsPerSecond: Number.POSITIVE_INFINITY,
    hashSweepInterval: 0,
    handlerSweepInterval: 0,
    makeRequest: createTransport({ base: `${apiUrl}/v10`, clock, pacing }),
  }).setToken(token);
  let isAuthorised = true;

  async function attempt(call: ApiCall, route: string, signal: AbortSignal): Promise<Answer | "limited"> {
    // discord.js's client never takes its listener off a signal, and the caller's may live as long as the process.
    const own = new AbortController();
    const abort = () => own.abort(signal.reason);
    signal.addEventListener("abort", abort, { once: true });
    if (signal.aborted) abort();
    try {
      const response = await rest.queueRequest({
        method: call.method as never,
        fullRoute: call.path,
        body: call.body,
        files: call.files,
        auth: call.auth,
        signal: own.signal,
      });
      const body = response.status === 204 ? undefined : await response.json();
      return { kind: "ok", body, nextMs: pacing.spacing(route) };
    } catch (error) {
      if (signal.aborted)
        throw new ParleyError("cancelled", "a call to Discord was cancelled", { cause: signal.reason });
      if (error instanceof NotOk) return error.outcome;
      throw error;
    } finally {
      signal.removeEventListener("abort", abort);
    }
  }

  async function paced(call: ApiCall, signal: AbortSignal): Promise<Answer> {
    const route = routeOf(call.method, call.path);
    let patienceMs = call.patienceMs ?? PATIENCE_MS;
    for (;;) {
      const answer = await attempt(call, route, signal);
      if (answer !== "limited") return answer;
      const waitMs = pacing.delayMs(route);
      if (waitMs > patienceMs) return { kind: "limited", retryAfterMs: waitMs };
      patienceMs -= waitMs;
      await wait(clock, waitMs, signal);
    }
  }

  async function once(call: ApiCall, signal: AbortSignal): Promise<Answer> {
    const channel = /^\/channels\/(\d+)/.exec(call.path)?.[1];
    if (!isAuthorised && call.auth !== false) return { kind: "unauthorised" };
    if (channel && breaker.isOpen(channel)) {
      return { kind: "refused", status: 403, code: discordCode.missingPermissions };
    }
    const answer = await paced(call, signal);
    if (answer.kind === "refused" && answer.status === 401 && call.auth !== false) {
      isAuthorised = false;
      return { kind: "unauthorised" };
    }
    if (answer.kind === "refused" && answer.status === 403 && channel) breaker.forbidden(channel);
    if (answer.kind === "ok" && call.method !== "GET" && channel) breaker.reset(channel);
    return answer;
  }

  async function persist(call: ApiCall, signal: AbortSignal): Promise<Answer> {
    for (const waitMs of PERSIST_WAITS_MS) {
      const answer = await once(call, signal);
      if (answer.kind !== "lost" && answer.kind !== "unsent") return answer;
      await wait(clock, waitMs, signal);
    }
    return once(call, signal);
  }

  return {
    once,
    persist,
    breaker,
    get isAuthorised() {
      return isAuthorised;
    },
  };
}
