import { WebClient } from "@slack/web-api";
import type { Clock } from "../../core/clock.ts";
import { ParleyError } from "../../core/errors.ts";
import { classify, type Failure, isTokenDead, toParleyError } from "./failure.ts";
import type { Fields } from "./fields.ts";
import { createGates } from "./gates.ts";
import { mutedLogger } from "./muted-logger.ts";

export interface ApiDeps {
  botToken: string;
  apiUrl: string;
  clock: Clock;
  /** Called once, when Slack says that the token is no longer worth anything. */
  onTokenDead(): void;
}

/**
 * `read`, `idempotent`: made again after a fault, up to three times.
 * `once`: never made again unless it certainly had no effect. A lost answer is `outcome_unknown`.
 */
type Effect = "read" | "idempotent" | "once";

export interface SlackApi {
  /**
   * Calls a Web API method, waiting out its limits for five minutes, or for as long as `patienceMs` says.
   * @throws ParleyError; `outcome_unknown` where it may or may not have taken place.
   */
  call(
    method: string,
    args: Fields,
    effect: Effect,
    signal: AbortSignal,
    patienceMs?: number,
  ): Promise<Fields>;
  /** Whether the token has been refused: then nothing is sent any more. */
  readonly isDead: boolean;
  /** Stops all calls, as when Slack says that Parley was uninstalled. */
  kill(): void;
}

/** Longest that one request may take. Slack promises nothing; its own clients give up at about this. */
const TIMEOUT_MS = 15_000;
/** Longest that a call waits because Slack says so; beyond it the caller is told. */
const PATIENCE_MS = 5 * 60_000;
/** Least time between two attempts, whatever `Retry-After` says. */
const LEAST_WAIT_MS = 1_000;
/** Waits before a call that may safely be made again. */
const RETRY_MS = [500, 2_000, 5_000];

/**
 * The one way to Slack's Web API. The official client alone would post a message again after a lost answer, up to
 * ten times in half an hour, so its retries are off and ours know what may be repeated.
 */
export function createSlackApi(deps: ApiDeps): SlackApi {
  const { clock } = deps;
  const gates = createGates(clock);
  const client = new WebClient(deps.botToken, {
    slackApiUrl: deps.apiUrl,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    timeout: 0,
    allowAbsoluteUrls: false,
    logger: mutedLogger,
    fetch: fetchWithin,
  });

  /** The client's own timeout does not cover the body, and cannot be told the time. */
  async function fetchWithin(url: string | URL, init?: RequestInit): Promise<Response> {
    const late = new AbortController();
    using _ = clock.timer(TIMEOUT_MS, () => late.abort(new Error("timeout")));
    const answer = await fetch(url, { ...init, signal: late.signal });
    const body = await answer.arrayBuffer();
    return new Response(body, { status: answer.status, headers: answer.headers });
  }

  let isDead = false;
  const kill = () => {
    if (isDead) return;
    isDead = true;
    deps.onTokenDead();
  };

  /** One attempt, behind the gates. */
  async function attempt(
    method: string,
    args: Fields,
    until: number,
    signal: AbortSignal,
  ): Promise<{ ok: Fields } | { failure: Failure; cause: unknown }> {
    const channel = channelOf(args);
    await gates.pass(gateOf(method, channel), until, signal);
    signal.throwIfAborted();
    if (isDead) throw new ParleyError("platform_unauthorised", "Slack no longer accepts Parley's token");
    if (channel) gates.enter(channel);
    try {
      const ok = (await unlessAborted(client.apiCall(method, { ...args }), signal)) as unknown as Fields;
      if (channel) gates.leave(channel, false);
      return { ok };
    } catch (cause) {
      if (signal.aborted && cause === signal.reason) throw cause;
      const failure = classify(cause);
      if (failure.kind === "limited") {
        gates.close(gateOf(method, channel), Math.max(LEAST_WAIT_MS, failure.retryAfterMs));
      }
      if (channel && failure.kind === "refused") {
        const { code } = toParleyError(failure, method);
        // that one person is not in there says nothing of Parley
        const isShut = code === "place_forbidden" && failure.reason !== "user_not_in_channel";
        gates.leave(channel, isShut);
      }
      if (isTokenDead(failure)) kill();
      return { failure, cause };
    }
  }

  return {
    get isDead() {
      return isDead;
    },
    kill,
    async call(method, args, effect, signal, patienceMs = PATIENCE_MS) {
      const until = clock.now() + patienceMs;
      try {
        for (let tries = 0; ; ) {
          const result = await attempt(method, args, until, signal);
          if ("ok" in result) return result.ok;
          const { failure, cause } = result;
          // The gate that this closed makes the next attempt wait, or gives up.
          if (failure.kind === "limited") continue;
          const isSafe = failure.kind === "unsent" || (failure.kind === "unknown" && effect !== "once");
          const waitMs = isSafe ? RETRY_MS[tries++] : undefined;
          if (waitMs === undefined) throw toParleyError(failure, method, cause);
          await clock.sleep(waitMs, signal);
        }
      } catch (cause) {
        if (!signal.aborted || cause instanceof ParleyError) throw cause;
        throw new ParleyError("cancelled", "the call to Slack was given up", { cause });
      }
    },
  };
}

function gateOf(method: string, channel: string | undefined): string {
  return method === "chat.postMessage" && channel ? `${method} ${channel}` : method;
}

function channelOf(args: Fields): string | undefined {
  const channel = args.channel ?? args.channel_id;
  return typeof channel === "string" ? channel : undefined;
}

/** Stops waiting when `signal` is aborted; a request that is under way is left to end by itself. */
function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const onAbort = () => reject(signal.reason);
    signal.addEventListener("abort", onAbort, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener("abort", onAbort));
  });
}
