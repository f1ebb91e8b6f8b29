import { Client, Events, GatewayIntentBits, Options } from "discord.js";
import type { Clock } from "../../core/clock.ts";
import { ParleyError } from "../../core/errors.ts";
import { type Log, logged } from "../../core/log.ts";
import type { PlatformHealth } from "../../core/platform.ts";
import type { Packet } from "./channels.ts";
import { wait } from "./wait.ts";

export interface GatewayDeps {
  token: string;
  apiUrl: string;
  clock: Clock;
  log: Log;
  onPacket(packet: Packet): void;
  /** A new session began where an earlier one was lost: what happened in between was not heard. */
  onGap(): void;
}

/** The connection on which Discord tells what happens. Reconnecting and resuming are discord.js's. */
export interface Gateway {
  /** Resolves once connected and told of all servers. @throws when Discord will not have it. */
  connect(signal: AbortSignal): Promise<void>;
  /** Gives up a connection that stands, and makes another. */
  renew(signal: AbortSignal): Promise<void>;
  close(): Promise<void>;
  health(): PlatformHealth;
  /** Whether Discord lets Parley read messages that do not concern it. */
  seesContent(): boolean;
}

const authenticationFailed = 4004;
const disallowedIntents = 4014;
/** Close codes after which connecting again is of no use (discord docs: topics/opcodes-and-status-codes). */
const finalCodes: Readonly<Record<number, string>> = {
  [authenticationFailed]: "Discord does not accept the bot's token",
  4010: "Discord refused the shard",
  4011: "Discord wants the bot to be sharded",
  4012: "Discord does not speak this version of its gateway any more",
  4013: "Discord does not know the intents asked for",
  [disallowedIntents]: "Discord does not allow the intents asked for",
};
const intents = [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.DirectMessages];
const maxWaitMs = 60_000;
const sessionsSpentText = "Discord allows no more connections today: Parley was started too often";
const closeWithinMs = 2_000;
/** What discord.js needs to see itself, to know when it is connected. */
const leftToClient: readonly (string | null)[] = ["READY", "RESUMED", "GUILD_CREATE", "GUILD_DELETE"];

export function createGateway(deps: GatewayDeps): Gateway {
  const { clock, log } = deps;
  let state: PlatformHealth = { state: "starting" };
  let client: Client | undefined;
  let seesContent = true;
  let sessions = 0;

  function open(): Client {
    const made = new Client({
      intents: seesContent ? [...intents, GatewayIntentBits.MessageContent] : intents,
      // Nothing is asked of its caches: Parley reads what the gateway sends by itself.
      makeCache: Options.cacheWithLimits({
        MessageManager: 0,
        UserManager: 1,
        GuildMemberManager: 0,
        ThreadManager: 0,
      }),
      rest: { api: deps.apiUrl, retries: 0 },
      waitGuildTimeout: 5_000,
    });
    made.on(Events.Raw as never, (packet: Packet) => {
      deps.onPacket(packet);
      if (packet.t === "GUILD_CREATE") packet.d = { id: (packet.d as { id: string }).id, unavailable: true };
      else if (!leftToClient.includes(packet.t)) packet.t = null;
    });
    made.on(Events.ShardReady, () => {
      state = { state: "connected" };
      if (sessions++ > 0) deps.onGap();
    });
    made.on(Events.ShardResume, () => {
      state = { state: "connected" };
    });
    made.on(Events.ShardReconnecting, () => {
      if (state.state !== "stopped") state = { state: "degraded", detail: "reconnecting to Discord" };
    });
    made.on(Events.ShardError, (error) => log.warn(logged(error), "the connection to Discord has an error"));
    made.on(Events.Error, (error) => log.error(logged(error), "discord.js reports an error"));
    return made;
  }

  /** One connection made. The close code that ended the attempt is thrown with it. */
  async function attempt(signal: AbortSignal): Promise<void> {
    const made = open();
    client = made;
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    const abort = () => reject(new ParleyError("cancelled", "connecting to Discord was cancelled"));
    let isUp = false;
    made.once(Events.ShardReady, () => resolve());
    made.on(Events.ShardDisconnect, ({ code }) => {
      if (isUp && client === made) lost(code, signal);
      if (!isUp) reject(closed(code));
    });
    signal.addEventListener("abort", abort, { once: true });
    try {
      // The close code says more than what login rejects with, so it is given the time to come in.
      made.login(deps.token).catch((error) => setImmediate(() => reject(error)));
      await promise;
      isUp = true;
    } catch (error) {
      await made.destroy();
      throw error;
    } finally {
      signal.removeEventListener("abort", abort);
    }
  }

  async function connect(signal: AbortSignal): Promise<void> {
    for (let waitMs = 1_000; ; waitMs = Math.min(maxWaitMs, waitMs * 2)) {
      try {
        return await attempt(signal);
      } catch (error) {
        if (signal.aborted) throw error;
        if (error instanceof CloseError && error.code === disallowedIntents && seesContent) {
          seesContent = false;
          log.warn(
            {},
            "the Message Content intent is not allowed: Parley sees the text of direct messages, of messages that mention it and of its own, but no others",
          );
          continue;
        }
        const refusal = refused(error);
        if (refusal) {
          state = { state: "stopped", detail: refusal.message };
          throw refusal;
        }
        const spent = sessionsSpent(error);
        state = { state: "degraded", detail: spent ? sessionsSpentText : "Discord can't be reached" };
        if (spent) log.error({ waitMs }, sessionsSpentText);
        else log.warn({ waitMs, ...logged(error) }, "Discord can't be reached; trying again");
        await wait(clock, waitMs, signal);
      }
    }
  }

  /** A connection that stood was closed for good. */
  function lost(code: number, signal: AbortSignal): void {
    if (state.state === "stopped" || signal.aborted) return;
    const again = code === disallowedIntents && seesContent;
    state = again
      ? { state: "degraded", detail: "reconnecting to Discord" }
      : { state: "stopped", detail: finalCodes[code] ?? "Discord closed the connection" };
    if (!again) log.error({ code }, "Discord closed the connection for good");
    const ended = client?.destroy() ?? Promise.resolve();
    const next = again ? ended.then(() => connect(signal)) : ended;
    next.catch((error: unknown) => log.error(logged(error), "the connection to Discord could not be ended"));
  }

  /** A dead connection answers no closing handshake, and nobody is to wait for that. */
  async function leave(left: Client | undefined): Promise<void> {
    const closed = new AbortController();
    await Promise.race([left?.destroy(), clock.sleep(closeWithinMs, closed.signal).catch(() => {})]);
    closed.abort();
  }

  return {
    connect,
    async renew(signal) {
      if (state.state === "stopped") return;
      state = { state: "degraded", detail: "reconnecting to Discord" };
      const left = client;
      client = undefined;
      await leave(left);
      await connect(signal);
    },
    async close() {
      state = { state: "stopped", detail: "stopped" };
      await leave(client);
    },
    health: () => state,
    seesContent: () => seesContent,
  };
}

class CloseError extends Error {
  readonly code: number;
  constructor(code: number) {
    super("Discord closed the connection");
    this.code = code;
  }
}

function closed(code: number): CloseError {
  return new CloseError(code);
}

function refused(error: unknown): ParleyError | undefined {
  const code =
    error instanceof CloseError ? error.code : tokenIsInvalid(error) ? authenticationFailed : undefined;
  const reason = code === undefined ? undefined : finalCodes[code];
  if (!reason) return undefined;
  return new ParleyError(code === authenticationFailed ? "platform_unauthorised" : "platform_failed", reason);
}

/** discord.js asks how many sessions may still be started before it starts one, and throws this where it is none. */
function sessionsSpent(error: unknown): boolean {
  return error instanceof Error && error.message.startsWith("Not enough sessions remaining");
}

/** What discord.js throws where the API answers 401. */
function tokenIsInvalid(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "TokenInvalid";
}
