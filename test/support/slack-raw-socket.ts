import { WebSocket } from "ws";
import type { SlackBench } from "./slack-bench.ts";

export type Frame = Record<string, unknown> & {
  type: string;
  envelope_id?: string;
  payload?: Record<string, unknown> & { event?: Record<string, unknown> };
};

/** A Socket Mode connection without a client in between, for what real clients hide. */
export interface RawSocket {
  ws: WebSocket;
  readonly frames: readonly Frame[];
  /** The first frame, past or to come, for which `match` holds. */
  until(match: (frame: Frame) => boolean): Promise<Frame>;
  ack(frame: Frame, payload?: unknown): void;
  closed: Promise<void>;
}

export async function rawSocket(bench: SlackBench, query = ""): Promise<RawSocket> {
  const { url } = await bench.call("apps.connections.open", {}, bench.slack.appToken);
  return connect(bench, `${url}${query}`);
}

export function connect(bench: SlackBench, url: string): RawSocket {
  const ws = new WebSocket(url);
  const frames: Frame[] = [];
  const waiting = new Set<() => void>();
  ws.on("message", (data) => {
    frames.push(JSON.parse(String(data)));
    for (const wake of waiting) wake();
  });
  ws.on("error", () => {});
  bench.defer(() => ws.terminate());
  return {
    ws,
    frames,
    until(match) {
      return new Promise((resolve, reject) => {
        const look = () => {
          const found = frames.find(match);
          if (!found) return;
          clearTimeout(timer);
          waiting.delete(look);
          resolve(found);
        };
        const timer = setTimeout(
          () => reject(new Error(`no such frame among ${frames.map((f) => f.type).join(", ")}`)),
          5_000,
        );
        waiting.add(look);
        look();
      });
    },
    ack: (frame, payload) =>
      ws.send(JSON.stringify({ envelope_id: frame.envelope_id, ...(payload ? { payload } : {}) })),
    closed: new Promise((resolve) => ws.on("close", () => resolve())),
  };
}
