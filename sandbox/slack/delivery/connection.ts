import type { Duplex } from "node:stream";
import type { WebSocket } from "ws";
import type { World } from "../world.ts";
import { ACK_MS, type Attempt, type Outcome, type Outgoing } from "./transport.ts";

type DisconnectReason = "warning" | "refresh_requested" | "link_disabled" | "too_many_websockets";

/** One Socket Mode connection, with what can be done to it. */
export interface Connection {
  readonly id: string;
  /** May be given events. */
  readonly open: boolean;
  /** Resolves once the app has said goodbye with a close frame, or is gone. */
  readonly left: Promise<void>;
  hello(numConnections: number): void;
  send(outgoing: Outgoing, attempt: Attempt): Promise<Outcome>;
  /** Sends `disconnect`; all reasons but `warning` end the connection a moment later. */
  disconnect(reason: DisconnectReason): void;
  /** Cuts the TCP connection without a word. */
  drop(): void;
  /** Half-open: nothing more goes out or is read, pings included, and nothing is closed. */
  freeze(): void;
}

export interface ConnectionDeps {
  world: World;
  ws: WebSocket;
  socket: Duplex;
  /** Lifetime in seconds. */
  seconds: number;
  onClose(): void;
}

/** "You may receive a warning about 10 seconds before the disconnect" (docs.slack.dev: using Socket Mode). */
const WARNING_MS = 10_000;
const END_MS = 1_000;
const PING_MS = 10_000;

export function createConnection({ world, ws, socket, seconds, onClose }: ConnectionDeps): Connection {
  const { clock, ledger, mint } = world;
  const id = mint.id("conn");
  const host = `applink-${id}`;
  /** Envelopes sent and not yet acknowledged, by their id. */
  const pending = new Map<string, (outcome: Outcome) => void>();
  const timers: Disposable[] = [];
  let open = true;
  let frozen = false;
  const left = Promise.withResolvers<void>();

  const write = (name: string, frame: Record<string, unknown>) => {
    ledger.add({ service: "slack", kind: "event", name, request: frame });
    if (!frozen && ws.readyState === ws.OPEN) ws.send(JSON.stringify(frame));
  };
  const after = (ms: number, task: () => void) => timers.push(clock.timer(ms, task));
  const end = () => {
    open = false;
    for (const timer of timers) timer[Symbol.dispose]();
    for (const settle of [...pending.values()]) settle({ kind: "failed", reason: "connection_failed" });
    onClose();
    left.resolve();
  };
  const ping = () => {
    if (!frozen && ws.readyState === ws.OPEN) ws.ping(`Ping from ${host}`);
    after(PING_MS, ping);
  };

  // Slack answers a close frame but leaves the TCP connection open, so that an app that waits for its end
  // waits for its own watchdog (slackapi/node-slack-sdk#2752). `end` is how `ws` would close it.
  socket.end = () => {
    left.resolve();
    return socket;
  };
  // An app that hangs up for good is gone.
  socket.once("end", () => socket.destroy());
  // Each delivery under way listens for the end.
  ws.setMaxListeners(0);
  ws.on("message", (data) => {
    const frame = parsed(String(data));
    ledger.add({ service: "slack", kind: "frame", name: "socket ack", request: frame ?? String(data) });
    const envelopeId = typeof frame?.envelope_id === "string" ? frame.envelope_id : "";
    pending.get(envelopeId)?.({ kind: "acked", response: frame?.payload });
  });
  ws.on("close", end);
  ws.on("error", end);

  const connection: Connection = {
    id,
    left: left.promise,
    get open() {
      return open && ws.readyState === ws.OPEN;
    },
    hello(numConnections) {
      write("socket hello", {
        type: "hello",
        num_connections: numConnections,
        connection_info: { app_id: world.state.app.id },
        debug_info: {
          host,
          started: new Date(clock.now()).toISOString().replace("T", " ").slice(0, 23),
          build_number: 123,
          approximate_connection_time: seconds,
        },
      });
      ping();
      after(Math.max(0, seconds * 1_000 - WARNING_MS), () => connection.disconnect("warning"));
      after(seconds * 1_000, () => connection.disconnect("refresh_requested"));
    },
    send(outgoing, attempt) {
      const envelopeId = `${id}-${mint.secret()}`;
      return new Promise<Outcome>((resolve) => {
        const timeout = clock.timer(ACK_MS, () => settle({ kind: "failed", reason: "timeout" }));
        const settle = (outcome: Outcome) => {
          pending.delete(envelopeId);
          timeout[Symbol.dispose]();
          const unread = outcome.kind === "acked" && !outgoing.acceptsResponse;
          resolve(unread ? { kind: "acked", response: undefined } : outcome);
        };
        pending.set(envelopeId, settle);
        write(outgoing.name, envelope(outgoing, envelopeId, attempt));
      });
    },
    disconnect(reason) {
      write(`socket disconnect ${reason}`, { type: "disconnect", reason, debug_info: { host } });
      if (reason === "warning") return;
      open = false;
      after(END_MS, () => connection.drop());
    },
    drop() {
      socket.destroy();
    },
    freeze() {
      frozen = true;
      socket.pause();
    },
  };
  return connection;
}

function envelope(outgoing: Outgoing, envelopeId: string, attempt: Attempt): Record<string, unknown> {
  const common = { envelope_id: envelopeId, payload: outgoing.payload };
  if (outgoing.kind === "event") {
    return {
      ...common,
      type: "events_api",
      accepts_response_payload: false,
      retry_attempt: attempt.number,
      retry_reason: attempt.reason ?? "",
    };
  }
  const type = outgoing.kind === "command" ? "slash_commands" : "interactive";
  return { ...common, type, accepts_response_payload: outgoing.acceptsResponse };
}

function parsed(text: string): Record<string, unknown> | undefined {
  try {
    const value = JSON.parse(text);
    return typeof value === "object" && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
