import { WebSocket } from "ws";
import type { Fixture } from "./discord-sandbox.ts";

export interface Frame {
  op: number;
  t: string | null;
  s: number | null;
  // biome-ignore lint/suspicious/noExplicitAny: tests read whatever stands in a frame
  d: any;
}

/** A bare gateway connection, for what no well-behaved client does. */
export interface Socket extends Disposable {
  frames: readonly Frame[];
  send(op: number, d: unknown): void;
  sendText(text: string): void;
  /** The first frame, past or to come, that matches. */
  until(match: (frame: Frame) => boolean): Promise<Frame>;
  /** The close code, once it is closed. */
  closed: Promise<number>;
  /** Closes from this side. */
  close(code: number): void;
}

const patienceMs = 3_000;

export function openSocket(fixture: Fixture, query = "?v=10&encoding=json"): Socket {
  const socket = new WebSocket(`${fixture.origin.replace("http", "ws")}/discord/gateway${query}`);
  const frames: Frame[] = [];
  const waiting = new Set<() => void>();
  socket.on("message", (data) => {
    frames.push(JSON.parse(data.toString()));
    for (const one of waiting) one();
  });
  socket.on("error", () => undefined);
  const opened = new Promise<void>((resolve) => socket.once("open", () => resolve()));
  const sendText = (text: string) => void opened.then(() => socket.send(text));
  return {
    frames,
    sendText,
    send: (op, d) => sendText(JSON.stringify({ op, d })),
    closed: new Promise((resolve) => socket.once("close", (code) => resolve(code))),
    close: (code) => socket.close(code),
    until(match) {
      return new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(look);
          reject(
            new Error(`no such frame; came: ${frames.map((one) => one.t ?? `op ${one.op}`).join(", ")}`),
          );
        }, patienceMs);
        const look = () => {
          const found = frames.find(match);
          if (!found) return;
          clearTimeout(timer);
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      });
    },
    [Symbol.dispose]: () => socket.terminate(),
  };
}

/** A connection that has identified; its READY is the first dispatch. */
export async function identified(fixture: Fixture, intents: number, more: object = {}): Promise<Socket> {
  const socket = openSocket(fixture);
  socket.send(2, {
    token: fixture.discord.token,
    intents,
    properties: { os: "linux", browser: "t", device: "t" },
    ...more,
  });
  await socket.until((frame) => frame.t === "READY");
  return socket;
}
