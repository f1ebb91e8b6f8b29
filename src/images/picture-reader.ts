import { ParleyError } from "../core/errors.ts";
import type { Picture, PictureReader } from "../core/pictures.ts";
import { words } from "../core/words.ts";
import { createPictureChild, type PictureChildDeps } from "./picture-child.ts";
import { pictureKind } from "./picture-kind.ts";
import type { Asked } from "./picture-process.ts";
import type { Refusal } from "./read-picture.ts";

/** Whatever waits is held in memory. */
const mostAsked = 50;
const mostAskedBytes = 200 * 1024 * 1024;

const refusals: Record<Refusal, string> = {
  large: words.pictureLarge,
  damaged: words.pictureDamaged,
  heavy: words.pictureHeavy,
};

/**
 * Reads pictures in a process of their own, so that one that breaks the decoder, or makes it take all the memory there
 * is, costs itself alone.
 */
export function createPictureReader(deps: PictureChildDeps): PictureReader & AsyncDisposable {
  const child = createPictureChild(deps);
  let last: Promise<unknown> = Promise.resolve();
  let asked = 0;
  let askedBytes = 0;

  async function readNow(question: Asked): Promise<Picture> {
    const reading = await child.ask(question);
    if (reading.kind === "read") return reading.picture;
    throw new ParleyError("bad_input", refusals[reading.why]);
  }

  async function inTurn(question: Asked, signal: AbortSignal): Promise<Picture> {
    asked += 1;
    askedBytes += question.bytes.length;
    try {
      await last;
      if (signal.aborted) throw cancelled(signal);
      return await readNow(question);
    } finally {
      asked -= 1;
      askedBytes -= question.bytes.length;
    }
  }

  return {
    async read(bytes, want, signal) {
      if (signal.aborted) throw cancelled(signal);
      if (!pictureKind(bytes)) throw new ParleyError("bad_input", words.pictureKind);
      if (asked >= mostAsked || askedBytes + bytes.length > mostAskedBytes)
        throw new ParleyError("bad_input", words.picturesBusy, { retryable: true });
      const mine = inTurn({ bytes, want }, signal);
      last = mine.catch(() => {});
      return unlessAborted(mine, signal);
    },
    [Symbol.asyncDispose]: () => child[Symbol.asyncDispose](),
  };
}

const cancelled = (signal: AbortSignal) =>
  new ParleyError("cancelled", "a picture is not waited for any more", { cause: signal.reason });

/** A picture that is being read is read to its end all the same: that is soon, and the process stays usable. */
async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  const stopped = Promise.withResolvers<never>();
  const stop = () => stopped.reject(cancelled(signal));
  signal.addEventListener("abort", stop, { once: true });
  try {
    return await Promise.race([work, stopped.promise]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}
