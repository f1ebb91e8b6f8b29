import type { PictureWish } from "../core/pictures.ts";
import { type Reading, readPicture } from "./read-picture.ts";

/** What the process is asked for. */
export interface Asked {
  bytes: Uint8Array;
  want: PictureWish;
}

/** What it says: that it has started, then one reading for each picture, and how much memory it holds after it. */
export type Told = { kind: "ready" } | (Reading & { heldBytes: number });

/** Of the 256 MB that the process may hold: what comes on top until it is seen is the rest. */
const mostBytes = 240 * 1024 * 1024;
const watchEveryMs = 10;

const tell = (told: Told, then: () => void = () => {}) => process.send?.(told, then);
/** At once, even where a thread of sharp's is in the middle of something: `process.exit` would wait for it. */
const end = () => process.kill(process.pid, "SIGKILL");

// sharp works on a thread of its own, so that this one sees it grow
function watch(): Disposable {
  const timer = setInterval(() => {
    const heldBytes = process.memoryUsage.rss();
    if (heldBytes > mostBytes) tell({ kind: "refused", why: "heavy", heldBytes }, end);
  }, watchEveryMs);
  return { [Symbol.dispose]: () => clearInterval(timer) };
}

process.on("message", async ({ bytes, want }: Asked) => {
  // pixels of the picture before, of which V8 knows only the handle
  globalThis.gc?.();
  using _ = watch();
  const reading = await readPicture(bytes, want);
  tell({ ...reading, heldBytes: process.memoryUsage.rss() });
});
process.on("disconnect", end);
tell({ kind: "ready" });
