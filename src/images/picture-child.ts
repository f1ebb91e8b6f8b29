import type { ChildProcess } from "node:child_process";
import { once } from "node:events";
import type { Clock } from "../core/clock.ts";
import { ParleyError } from "../core/errors.ts";
import type { Log } from "../core/log.ts";
import { words } from "../core/words.ts";
import { forkPictureProcess } from "./picture-fork.ts";
import type { Asked, Told } from "./picture-process.ts";
import type { Reading } from "./read-picture.ts";

/** The process that reads pictures, or rather whichever it is now. */
export interface PictureChild extends AsyncDisposable {
  /**
   * One at a time: whoever asks waits for the one before.
   * @throws ParleyError as `PictureReader.read` does, where the process gave no answer
   */
  ask(asked: Asked): Promise<Reading>;
}

export interface PictureChildDeps {
  clock: Clock;
  log: Log;
}

/** The largest that are read take three. */
const withinMs = 5_000;
/** Loading sharp takes a third of a second; a machine under load may need many times that. */
const startWithinMs = 20_000;
/** The process holds some eighty megabytes, and another one is there in a moment. */
const idleMs = 60_000;
/** What pictures leave behind counts against the next: from here on another process reads that. A new one holds 82. */
const wornBytes = 128 * 1024 * 1024;

const slow = () => new ParleyError("bad_input", words.pictureSlow);
const lost = () => new ParleyError("bad_input", words.pictureLost, { retryable: true });
const over = () => new ParleyError("cancelled", "Parley stops, and reads no picture any more");

/** Starts at first use, is replaced when it died or was ended, and never keeps this process alive by itself. */
export function createPictureChild({ clock, log }: PictureChildDeps): PictureChild {
  let child: ChildProcess | undefined;
  let heard: PromiseWithResolvers<Told> | undefined;
  let idle: Disposable | undefined;
  let isOver = false;

  function start(): void {
    const started = forkPictureProcess();
    child = started;
    const ended = (how: object) => {
      if (child !== started) return;
      child = undefined;
      log.warn(how, "the process that reads pictures has ended");
      heard?.reject(lost());
    };
    started.on("message", (told: Told) => {
      if (child === started) heard?.resolve(told);
    });
    started.on("error", ({ code }: NodeJS.ErrnoException) => ended({ code }));
    started.on("exit", (code, signal) => ended({ code, signal }));
  }

  async function end(why: ParleyError): Promise<void> {
    const ended = child;
    child = undefined;
    heard?.reject(why);
    if (!ended?.pid || ended.exitCode !== null || ended.signalCode !== null) return;
    const exit = once(ended, "exit");
    ended.ref();
    ended.kill("SIGKILL");
    await exit;
  }

  /** What the process says next after `act`. */
  async function hear(act: () => void, limitMs: number, late: () => ParleyError): Promise<Told> {
    heard = Promise.withResolvers();
    using _limit = clock.timer(limitMs, () => void end(late()));
    try {
      act();
      return await heard.promise;
    } finally {
      heard = undefined;
    }
  }

  return {
    async ask(asked) {
      idle?.[Symbol.dispose]();
      if (isOver) throw over();
      if (!child) await hear(start, startWithinMs, lost);
      const told = await hear(() => send(child, asked), withinMs, slow);
      if (told.kind === "ready") throw lost();
      const isWorn = told.heldBytes > wornBytes || (told.kind === "refused" && told.why === "heavy");
      if (isWorn) void end(lost());
      else idle = rest(child);
      return told;
    },
    async [Symbol.asyncDispose]() {
      isOver = true;
      idle?.[Symbol.dispose]();
      await end(over());
    },
  };

  function send(to: ChildProcess | undefined, asked: Asked): void {
    if (!to) throw lost();
    to.ref();
    to.channel?.ref();
    to.send(asked);
  }

  function rest(of: ChildProcess | undefined): Disposable {
    of?.unref();
    of?.channel?.unref();
    return clock.timer(idleMs, () => void end(lost()));
  }
}
