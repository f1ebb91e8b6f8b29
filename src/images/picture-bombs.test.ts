import assert from "node:assert/strict";
import type { ChildProcess } from "node:child_process";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { hostilePictures, pngOf } from "../../test/support/hostile-pictures.ts";
import { watchChildren } from "../../test/support/watch-children.ts";
import { systemClock } from "../core/clock.ts";
import { isParleyError } from "../core/errors.ts";
import { pictureKind } from "./picture-kind.ts";
import { createPictureReader } from "./picture-reader.ts";

const log = { info() {}, warn() {}, error() {} };
const signal = new AbortController().signal;
const mb = 1024 * 1024;

/** Memory of another process, where the system tells (proc(5), statm; pages of 4 KiB). */
function heldBytes(child: ChildProcess | undefined): number {
  try {
    return Number(readFileSync(`/proc/${child?.pid}/statm`, "utf8").split(" ")[1]) * 4_096;
  } catch {
    return 0;
  }
}

test("A50 a picture of 196 megapixels in 600 KB is refused by its header, and so are lies about it", async () => {
  await using reader = createPictureReader({ clock: systemClock, log });
  const bomb = pngOf(14_000, 14_000);
  assert.ok(bomb.length < 600_000, `${bomb.length} bytes`);
  const tooLarge = { code: "bad_input", message: /25 megapixels.*8,192 pixels a side/, retryable: false };
  await assert.rejects(reader.read(bomb, { as: "any", longest: 1_568 }, signal), tooLarge);
  await assert.rejects(reader.read(pngOf(8_193, 1), { as: "png" }, signal), tooLarge);
  assert.equal((await reader.read(pngOf(8_192, 1), { as: "png" }, signal)).width, 8_192);
});

test("G17 A50 A51 sixty file bombs: each is refused or done, within memory, and the next picture is read", async (t) => {
  using children = watchChildren();
  const bombs = await hostilePictures();
  assert.ok(bombs.length >= 60, `${bombs.length}`);
  for (const { name, bytes } of bombs) assert.ok(pictureKind(bytes), `${name} does not even begin like one`);
  await using reader = createPictureReader({ clock: systemClock, log });
  const good = () => reader.read(pngOf(4, 3), { as: "png" }, signal);
  await good();
  const before = process.memoryUsage.rss();
  let most = { here: 0, there: 0 };
  const look = () => {
    most = {
      here: Math.max(most.here, process.memoryUsage.rss() - before),
      there: Math.max(most.there, heldBytes(children.all.at(-1))),
    };
  };
  const sampling = setInterval(look, 5);
  t.after(() => clearInterval(sampling));
  const done: string[] = [];
  for (const { name, bytes } of bombs) {
    try {
      const picture = await reader.read(bytes, { as: "any", longest: 1_568 }, signal);
      assert.ok(Math.max(picture.width, picture.height) <= 1_568, name);
      assert.equal(pictureKind(picture.bytes), picture.mime.slice("image/".length), name);
      done.push(name);
    } catch (error) {
      assert.ok(isParleyError(error, "bad_input"), `${name}: ${error}`);
      t.diagnostic(`${name}: ${error.message}`);
    }
  }
  look();
  assert.equal((await good()).width, 4);
  t.diagnostic(`read: ${done.join(", ")}`);
  t.diagnostic(`at most ${Math.round(most.here / mb)} MB more here, ${Math.round(most.there / mb)} MB there`);
  assert.ok(most.here <= 20 * mb, `${most.here / mb} MB more here`);
  assert.ok(most.there <= 256 * mb, `${most.there / mb} MB there`);
});
