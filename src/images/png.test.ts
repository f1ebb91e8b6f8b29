import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { once } from "node:events";
import { test } from "node:test";
import { promisify } from "node:util";
import type { Worker } from "node:worker_threads";
import { manualClock } from "../../test/support/manual-clock.ts";
import { systemClock } from "../core/clock.ts";
import { createPng } from "./png.ts";

const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="4" height="3"><path d="M0 0h4v3z"/></svg>';
const kindOf = (bytes: Uint8Array) => Buffer.from(bytes.subarray(1, 4)).toString();

/** Does as it is told. */
const obedient = new URL(
  `data:text/javascript,${encodeURIComponent(`
  import { parentPort } from "node:worker_threads";
  parentPort.on("message", ({ svg }) => {
    if (svg === "hang") for (;;);
    if (svg === "die") process.exit(1);
    parentPort.postMessage(Uint8Array.of(1));
  });
`)}`,
);

/** The workers that this process starts from now on: for each, its end. */
function watchWorkers() {
  const ends: Promise<unknown>[] = [];
  const seen = (worker: Worker) => void ends.push(once(worker, "exit"));
  process.on("worker", seen);
  return { ends, [Symbol.dispose]: () => void process.off("worker", seen) };
}

test("PICTURE-WORKER what can't be drawn is told to whoever asked, and what comes after it is drawn", async () => {
  await using png = createPng({ clock: systemClock });
  const [bad, good] = await Promise.allSettled([png.render("<svg", 1), png.render(svg, 2)]);
  assert.equal(bad.status, "rejected");
  assert.ok(good.status === "fulfilled");
  assert.equal(kindOf(good.value), "PNG");
});

test("PICTURE-WORKER one that hangs or dies fails that picture alone; another one draws the next", async () => {
  using workers = watchWorkers();
  const clock = manualClock();
  await using png = createPng({ clock, script: obedient });
  await png.render("draw", 1);
  await png.render("draw", 1);
  assert.equal(workers.ends.length, 1, "the same draws again");
  await assert.rejects(png.render("die", 1), /has ended/);
  await png.render("draw", 1);
  assert.equal(workers.ends.length, 2);
  const hangs = assert.rejects(png.render("hang", 1), /took too long/);
  const next = png.render("draw", 1);
  await clock.advance(20_000);
  await hangs;
  await workers.ends[1];
  assert.equal((await next).length, 1);
  assert.equal(workers.ends.length, 3);
});

test("PICTURE-WORKER it ends when nothing was drawn for a minute, and with Parley", async () => {
  using workers = watchWorkers();
  const clock = manualClock();
  const png = createPng({ clock, script: obedient });
  await png.render("draw", 1);
  await clock.advance(59_000);
  await png.render("draw", 1);
  await clock.advance(59_000);
  await png.render("draw", 1);
  assert.equal(workers.ends.length, 1);
  await clock.advance(60_000);
  await workers.ends[0];
  const hangs = assert.rejects(png.render("hang", 1), /Parley stops/);
  await clock.advance(0);
  await png[Symbol.asyncDispose]();
  await hangs;
  await workers.ends[1];
  await assert.rejects(png.render("draw", 1), /nothing is drawn any more/);
  assert.equal(workers.ends.length, 2);
});

test("PICTURE-WORKER a process waits for a picture, and not for the worker that drew it", async () => {
  const at = (name: string) => JSON.stringify(new URL(name, import.meta.url).href);
  const program = `
    const { createPng } = await import(${at("./png.ts")});
    const { systemClock } = await import(${at("../core/clock.ts")});
    createPng({ clock: systemClock }).render(${JSON.stringify(svg)}, 1).then((bytes) => console.log(bytes.length));`;
  const run = promisify(execFile);
  // a worker that kept it alive would do so for a minute
  const { stdout } = await run(process.execPath, ["--input-type=module", "-e", program], { timeout: 30_000 });
  assert.ok(Number(stdout) > 0);
});
