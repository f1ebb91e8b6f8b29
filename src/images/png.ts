import { Worker } from "node:worker_threads";
import type { Clock } from "../core/clock.ts";
import type { Drawing } from "./png-worker.ts";

/** Draws one picture after the other, beside the thread on which people are answered. */
export interface Png extends AsyncDisposable {
  /** @throws what went wrong there, or that it took too long: the next picture is then drawn by a new worker. */
  render(svg: string, zoom: number): Promise<Uint8Array>;
}

export interface PngDeps {
  clock: Clock;
  /** What the worker runs, if not the usual. */
  script?: URL;
}

/** Many times what the largest picture takes. */
const withinMs = 20_000;
/** A worker holds some tens of megabytes, and another one is there within a second. */
const idleMs = 60_000;

/** Its worker starts at first use, ends when nothing was drawn for a minute, and never keeps the process alive by itself. */
export function createPng({ clock, script = new URL("./png-worker.ts", import.meta.url) }: PngDeps): Png {
  let worker: Worker | undefined;
  let drawn: PromiseWithResolvers<Uint8Array> | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let idle: Disposable | undefined;
  let isOver = false;

  function start(): Worker {
    // drawing takes nothing of the environment, in which there are secrets, nor of how this process was started
    const started = new Worker(script, { env: {}, execArgv: [] });
    const lost = (error: unknown) => {
      if (worker !== started) return;
      worker = undefined;
      drawn?.reject(error);
    };
    started.on("message", (bytes: Uint8Array) => {
      if (worker === started) drawn?.resolve(bytes);
    });
    started.on("error", lost);
    started.on("exit", () => lost(new Error("the worker that draws has ended")));
    return started;
  }

  async function end(why: string): Promise<void> {
    const ended = worker;
    worker = undefined;
    drawn?.reject(new Error(why));
    await ended?.terminate();
  }

  async function draw(drawing: Drawing): Promise<Uint8Array> {
    if (isOver) throw new Error("nothing is drawn any more");
    idle?.[Symbol.dispose]();
    worker ??= start();
    drawn = Promise.withResolvers();
    using _limit = clock.timer(withinMs, () => void end("drawing took too long"));
    worker.ref();
    worker.postMessage(drawing);
    try {
      return await drawn.promise;
    } finally {
      drawn = undefined;
      worker?.unref();
      idle = clock.timer(idleMs, () => void end("nothing was drawn for long"));
    }
  }

  return {
    render(svg, zoom) {
      const mine = last.then(() => draw({ svg, zoom }));
      last = mine.catch(() => {});
      return mine;
    },
    async [Symbol.asyncDispose]() {
      isOver = true;
      idle?.[Symbol.dispose]();
      await end("Parley stops");
    },
  };
}
