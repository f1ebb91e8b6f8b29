import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { WebSocketServer } from "ws";
import type { World } from "../world.ts";
import { type Connection, createConnection } from "./connection.ts";
import type { Transport } from "./transport.ts";

/** docs.slack.dev/apis/events-api/using-socket-mode: "up to 10 open WebSocket connections at the same time". */
const MAX_CONNECTIONS = 10;
/** A connection URL is good for one connection, and not for long. */
const TICKET_MS = 30_000;

export interface SocketMode extends Transport {
  /** Off: connections still open, with a warning, and nothing is sent over them. */
  enabled: boolean;
  readonly connections: readonly Connection[];
  /** Seconds a connection lives before Slack refreshes it. */
  connectionSeconds: number;
  /** A URL for one connection. */
  ticket(): string;
  /** Turns Socket Mode off in the app's settings: open connections are told `link_disabled` and end. */
  disable(): void;
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  close(): void;
}

export function createSocketMode(world: () => World): SocketMode {
  const server = new WebSocketServer({ noServer: true });
  const tickets = new Map<string, number>();
  let connections: Connection[] = [];
  let turn = 0;

  const socketMode: SocketMode = {
    enabled: true,
    connectionSeconds: 18_060,
    get connections() {
      return connections;
    },
    ticket() {
      const { mint, clock, origin, state } = world();
      const ticket = mint.secret();
      tickets.set(ticket, clock.now());
      return `${origin().replace(/^http/, "ws")}/slack/socket/link/?ticket=${ticket}&app_id=${state.app.id}`;
    },
    disable() {
      socketMode.enabled = false;
      for (const connection of connections) connection.disconnect("link_disabled");
    },
    upgrade(request, socket, head) {
      const here = world();
      const { searchParams } = new URL(request.url ?? "/", "http://sandbox");
      const ticket = searchParams.get("ticket") ?? "";
      const issuedAt = tickets.get(ticket);
      tickets.delete(ticket);
      if (issuedAt === undefined || here.clock.now() - issuedAt > TICKET_MS) {
        here.ledger.add({ service: "slack", kind: "request", name: "socket upgrade", status: 408 });
        socket.end("HTTP/1.1 408 Request Timeout\r\nConnection: close\r\n\r\n");
        return;
      }
      server.handleUpgrade(request, socket, head, (ws) => {
        const seconds = searchParams.has("debug_reconnects") ? 360 : socketMode.connectionSeconds;
        const connection = createConnection({
          world: here,
          ws,
          socket,
          seconds,
          onClose: () => {
            connections = connections.filter((c) => c !== connection);
          },
        });
        if (connections.length >= MAX_CONNECTIONS) {
          connection.disconnect("too_many_websockets");
          return;
        }
        connections = [...connections, connection];
        connection.hello(connections.length);
      });
    },
    async send(outgoing, attempt) {
      // Any open connection may get it; one after the other is as good as any order.
      const open = socketMode.enabled ? connections.filter((connection) => connection.open) : [];
      const connection = open[turn++ % Math.max(1, open.length)];
      if (!connection) {
        const { ledger } = world();
        ledger.add({
          service: "slack",
          kind: "event",
          name: outgoing.name,
          request: outgoing.payload,
          response: { failed: "connection_failed" },
        });
        return { kind: "failed", reason: "connection_failed" };
      }
      return connection.send(outgoing, attempt);
    },
    close() {
      for (const connection of connections) connection.drop();
      for (const client of server.clients) client.terminate();
      server.close();
    },
  };
  return socketMode;
}
