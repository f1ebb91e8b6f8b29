import { EventEmitter } from "node:events";
// The package exports only a client that reconnects by itself, which loses events and can end the process.
import { SlackWebSocket } from "@slack/socket-mode/dist/src/SlackWebSocket.js";
import type { Clock } from "../../core/clock.ts";
import { asFields, type Fields, text } from "./fields.ts";
import { mutedLogger } from "./muted-logger.ts";

/** Why Slack ends a connection (docs.slack.dev/apis/events-api/using-socket-mode, disconnect). */
type Farewell = "warning" | "refresh_requested" | "link_disabled" | "too_many_websockets" | "other";

export interface Envelope {
  id: string;
  body: Fields | undefined;
  retryNum: number | undefined;
  acceptsPayload: boolean;
}

export interface ConnectionEvents {
  onHello(connection: SocketConnection): void;
  onEnvelope(connection: SocketConnection, envelope: Envelope): void;
  onFarewell(connection: SocketConnection, reason: Farewell): void;
  onClosed(connection: SocketConnection): void;
}

/** One web socket to Slack, with Slack's own heartbeat. */
export interface SocketConnection {
  /** @returns false where it is closed already: Slack will then send the event again. */
  acknowledge(envelope: string, payload?: Fields): boolean;
  /** Envelopes taken but not acknowledged yet. */
  pending: number;
  /** Says goodbye and, when Slack does not, leaves. */
  close(): void;
  /** Leaves at once. */
  cut(): void;
}

/** Slack may leave the connection open after its goodbye; the library would wait for 30 seconds. */
const GOODBYE_MS = 2_000;

export function openConnection(url: string, clock: Clock, events: ConnectionEvents): SocketConnection {
  const emitter = new EventEmitter();
  let isGone = false;
  const socket = new SlackWebSocket({
    url,
    // It only ever emits.
    client: emitter as unknown as ConstructorParameters<typeof SlackWebSocket>[0]["client"],
    logger: mutedLogger,
    serverPingTimeoutMS: 30_000,
    clientPingTimeoutMS: 5_000,
  });
  const connection: SocketConnection = {
    pending: 0,
    acknowledge(envelope_id, payload) {
      if (!socket.isActive()) return false;
      let isSent = false;
      socket.send(JSON.stringify(payload ? { envelope_id, payload } : { envelope_id }), (error) => {
        isSent = error === undefined;
      });
      return isSent;
    },
    close() {
      if (isGone) return;
      socket.disconnect();
      clock.timer(GOODBYE_MS, () => connection.cut());
    },
    cut() {
      // Asked a second time while its goodbye is not answered, the library tears the connection down.
      for (let times = 0; times < 2 && !isGone; times++) socket.disconnect();
    },
  };
  emitter.on("error", () => {});
  emitter.once("close", () => {
    isGone = true;
    events.onClosed(connection);
  });
  emitter.on("ws_message", (data: unknown) => {
    const message = typeof data === "string" ? readFrame(data) : undefined;
    if (!message) return;
    if (message.type === "hello") events.onHello(connection);
    else if (message.type === "disconnect") events.onFarewell(connection, farewellOf(message));
    else {
      const id = text(message, "envelope_id");
      if (id) events.onEnvelope(connection, readEnvelope(id, message));
    }
  });
  socket.connect();
  return connection;
}

function readFrame(data: string): Fields | undefined {
  try {
    return asFields(JSON.parse(data));
  } catch {
    return undefined;
  }
}

function readEnvelope(id: string, message: Fields): Envelope {
  return {
    id,
    body: asFields(message.payload),
    retryNum: typeof message.retry_attempt === "number" ? message.retry_attempt : undefined,
    acceptsPayload: message.accepts_response_payload === true,
  };
}

const FAREWELLS: ReadonlySet<string> = new Set([
  "warning",
  "refresh_requested",
  "link_disabled",
  "too_many_websockets",
]);

function farewellOf(message: Fields): Farewell {
  const reason = text(message, "reason") ?? "";
  return FAREWELLS.has(reason) ? (reason as Farewell) : "other";
}
