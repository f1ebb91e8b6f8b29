import type { Receiver } from "@slack/bolt";
import type { Clock } from "../../core/clock.ts";
import type { Log } from "../../core/log.ts";
import type { PlatformHealth } from "../../core/platform.ts";
import type { Intake } from "./intake.ts";
import {
  type ConnectionEvents,
  type Envelope,
  openConnection,
  type SocketConnection,
} from "./socket-connection.ts";
import type { SocketTicket } from "./socket-ticket.ts";

export interface SocketReceiver extends Receiver {
  health(): PlatformHealth;
}

const FIRST_BACKOFF_MS = 1_000;
const MAX_BACKOFF_MS = 60_000;
/** Slack says hello at once; a socket that stays mute is none. */
const HELLO_MS = 15_000;

/**
 * Keeps one Socket Mode connection to Slack, for ever.
 * - When Slack announces that it will end one, its successor is open before it is left, so that at no moment is
 *   nobody listening (slackapi/node-slack-sdk#2656: the library leaves a gap, and a failed reconnect ends the process).
 * - Attempts are spaced by a jittered back-off of at most a minute, and by `Retry-After`; nothing that fails is thrown.
 * - A disabled app or a refused token ends it, visibly.
 * - An envelope is acknowledged only when it is stored; what is not is sent again by Slack.
 */
export function createSocketReceiver(deps: {
  requestTicket(signal: AbortSignal): Promise<SocketTicket>;
  intake: Intake;
  clock: Clock;
  log: Log;
  /** Slack was told that something is stored. */
  onAcknowledged(): void;
  /** In [0, 1). */
  random?: () => number;
}): SocketReceiver {
  const { intake, clock, log, random = Math.random } = deps;
  const ending = new AbortController();
  const open = new Set<SocketConnection>();
  let current: SocketConnection | undefined;
  let connecting: Promise<void> | undefined;
  let failures = 0;
  let stopped: string | undefined;
  let everConnected = false;

  const events: ConnectionEvents = {
    onHello() {},
    onEnvelope(connection, envelope) {
      connection.pending++;
      void take(connection, envelope).finally(() => {
        connection.pending--;
        if (connection !== current && connection.pending === 0) connection.close();
      });
    },
    onFarewell(connection, reason) {
      if (reason === "link_disabled") return halt("Socket Mode is switched off for this app");
      if (reason === "too_many_websockets") {
        log.warn({}, "Slack has ten connections of this app already and takes no more");
        failures = Math.max(failures, 4);
      }
      // The old one keeps listening until its successor does.
      if (connection === current) void reconnect();
    },
    onClosed(connection) {
      open.delete(connection);
      if (connection !== current) return;
      current = undefined;
      void reconnect();
    },
  };

  async function take(connection: SocketConnection, envelope: Envelope): Promise<void> {
    // What is no object can only be acknowledged: it would be the same when sent again.
    if (!envelope.body) return void connection.acknowledge(envelope.id);
    const receipt = await intake.take(envelope.body, envelope.retryNum);
    if (receipt.kind === "taken" && connection.acknowledge(envelope.id)) deps.onAcknowledged();
    if (receipt.kind === "refused") {
      const payload = { response_type: "ephemeral", text: receipt.text };
      connection.acknowledge(envelope.id, envelope.acceptsPayload ? payload : undefined);
    }
  }

  function halt(detail: string): void {
    stopped ??= detail;
    log.error({ detail }, "Slack's Socket Mode has ended for good");
    shut();
  }

  function shut(): void {
    ending.abort(new Error("stopped"));
    current = undefined;
    for (const connection of open) connection.close();
  }

  /** One attempt after the other until one says hello; the connection before is left then. */
  function reconnect(): Promise<void> {
    connecting ??= connect().finally(() => {
      connecting = undefined;
    });
    return connecting;
  }

  async function connect(): Promise<void> {
    while (!ending.signal.aborted) {
      const ticket = await deps.requestTicket(ending.signal);
      if (ending.signal.aborted) return;
      if (ticket.kind === "refused") return halt(ticket.detail);
      const connection = ticket.kind === "granted" ? await greet(ticket.url) : undefined;
      if (connection) {
        const former = current;
        current = connection;
        failures = 0;
        everConnected = true;
        if (former?.pending === 0) former.close();
        return;
      }
      const waitMs = Math.max(backoffMs(), ticket.kind === "later" ? ticket.retryAfterMs : 0);
      failures++;
      log.warn({ waitMs, failures }, "no connection to Slack's Socket Mode; trying again");
      await clock.sleep(waitMs, ending.signal).catch(() => {});
    }
  }

  /** Full jitter in the upper half, so that many processes do not come back at once. */
  function backoffMs(): number {
    const ceiling = Math.min(MAX_BACKOFF_MS, FIRST_BACKOFF_MS * 2 ** Math.min(failures, 6));
    return Math.max(FIRST_BACKOFF_MS, ceiling / 2 + (random() * ceiling) / 2);
  }

  function greet(url: string): Promise<SocketConnection | undefined> {
    return new Promise((resolve) => {
      const timer = clock.timer(HELLO_MS, () => connection.close());
      const connection = openConnection(url, clock, {
        ...events,
        onHello(greeted) {
          timer[Symbol.dispose]();
          resolve(greeted);
        },
        onClosed(closed) {
          timer[Symbol.dispose]();
          resolve(undefined);
          events.onClosed(closed);
        },
      });
      open.add(connection);
      if (ending.signal.aborted) connection.close();
    });
  }

  return {
    init() {},
    start: () => reconnect(),
    async stop() {
      shut();
      await intake.idle();
      for (const connection of open) connection.cut();
    },
    health() {
      if (stopped !== undefined) return { state: "stopped", detail: stopped };
      if (ending.signal.aborted) return { state: "stopped", detail: "stopped" };
      if (current) return { state: "connected" };
      return {
        state: everConnected ? "degraded" : "starting",
        detail: "no connection to Slack's Socket Mode",
      };
    },
  };
}
