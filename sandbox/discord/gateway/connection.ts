import type { WebSocket } from "ws";
import type { Clock } from "../../../src/core/clock.ts";
import type { Ledger } from "../../kernel/ledger.ts";
import type { Frame, Session } from "./session.ts";

/** Frames a client may send in a minute, heartbeats included (discord docs: events/gateway "Rate Limiting"). */
const sendsPerMinute = 120;

/** One web socket, before and after it has identified. */
export interface Connection {
  socket: WebSocket;
  session: Session | undefined;
  /** Half-open: nothing is read and nothing written any more, though the socket stands. */
  frozen: boolean;
  send(op: number, d: unknown): void;
  dispatch(frame: Frame): void;
  /** Closes with a code, and says so in the ledger. */
  close(code: number, reason: string): void;
  /** Counts a frame from the client; false when it was one too many. */
  countSend(): boolean;
}

export function createConnection(socket: WebSocket, clock: Clock, ledger: Ledger): Connection {
  let windowStart = clock.now();
  let sends = 0;
  const write = (value: object) => {
    if (!connection.frozen && socket.readyState === socket.OPEN) socket.send(JSON.stringify(value));
  };
  const connection: Connection = {
    socket,
    session: undefined,
    frozen: false,
    send(op, d) {
      if (op !== 11) ledger.add({ service: "discord", kind: "event", name: `op ${op}`, response: d });
      write({ op, d, s: null, t: null });
    },
    dispatch(frame) {
      if (!connection.frozen) {
        ledger.add({ service: "discord", kind: "event", name: frame.t, response: frame.d });
      }
      write(frame);
    },
    close(code, reason) {
      ledger.add({ service: "discord", kind: "event", name: `close ${code}`, response: reason });
      socket.close(code, reason);
    },
    countSend() {
      if (clock.now() - windowStart >= 60_000) {
        windowStart = clock.now();
        sends = 0;
      }
      return ++sends <= sendsPerMinute;
    },
  };
  return connection;
}
