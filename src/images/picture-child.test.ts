import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { promisify } from "node:util";
import { pngOf } from "../../test/support/hostile-pictures.ts";
import { manualClock } from "../../test/support/manual-clock.ts";
import { untilHolds } from "../../test/support/until-holds.ts";
import { watchChildren } from "../../test/support/watch-children.ts";
import { systemClock } from "../core/clock.ts";
import { createPictureReader } from "./picture-reader.ts";

const log = { info() {}, warn() {}, error() {} };
const signal = new AbortController().signal;
const dot = pngOf(4, 3);

test("G17 a process that dies costs the picture it was reading, and another one reads the next", async () => {
  using children = watchChildren();
  await using reader = createPictureReader({ clock: systemClock, log });
  await reader.read(dot, { as: "png" }, signal);
  await reader.read(dot, { as: "png" }, signal);
  assert.equal(children.all.length, 1, "the same reads again");
  // stopped, so that it is killed in the middle
  children.all[0]?.kill("SIGSTOP");
  const lost = reader.read(dot, { as: "png" }, signal);
  const next = reader.read(dot, { as: "png" }, signal);
  children.all[0]?.kill("SIGKILL");
  await assert.rejects(lost, { code: "bad_input", message: /try again/, retryable: true });
  assert.equal((await next).width, 4);
  assert.equal(children.all.length, 2);
  const exit = once(children.all[1] ?? process, "exit");
  children.all[1]?.kill("SIGKILL");
  await exit;
  assert.equal((await reader.read(dot, { as: "png" }, signal)).width, 4, "killed while it had nothing to do");
});

test("G17 a picture that takes longer than five seconds is given up, and the process with it", async () => {
  using children = watchChildren();
  const clock = manualClock();
  await using reader = createPictureReader({ clock, log });
  await reader.read(dot, { as: "png" }, signal);
  children.all[0]?.kill("SIGSTOP");
  const slow = assert.rejects(reader.read(dot, { as: "png" }, signal), {
    code: "bad_input",
    message: /too long/,
    retryable: false,
  });
  const next = reader.read(dot, { as: "png" }, signal);
  await clock.advance(5_000);
  await slow;
  assert.equal((await next).height, 3);
  assert.equal(children.all[0]?.signalCode, "SIGKILL");
});

test("G17 who cancels does not wait, and what comes after is read all the same", async () => {
  using children = watchChildren();
  await using reader = createPictureReader({ clock: systemClock, log });
  await reader.read(dot, { as: "png" }, signal);
  children.all[0]?.kill("SIGSTOP");
  const ending = new AbortController();
  const first = reader.read(dot, { as: "png" }, ending.signal);
  const second = reader.read(dot, { as: "png" }, ending.signal);
  const third = reader.read(dot, { as: "png" }, signal);
  ending.abort();
  await assert.rejects(first, { code: "cancelled" });
  await assert.rejects(second, { code: "cancelled" });
  children.all[0]?.kill("SIGCONT");
  assert.equal((await third).width, 4);
  assert.equal(children.all.length, 1);
});

test("G17 fifty pictures wait, more are refused at once", async () => {
  await using reader = createPictureReader({ clock: systemClock, log });
  const held = Array.from({ length: 50 }, () => reader.read(dot, { as: "png" }, signal));
  await assert.rejects(reader.read(dot, { as: "png" }, signal), {
    code: "bad_input",
    message: /in a minute/,
    retryable: true,
  });
  assert.equal((await Promise.all(held)).length, 50);
  assert.equal((await reader.read(dot, { as: "png" }, signal)).width, 4);
});

test("G17 the process ends after a minute without a picture, and with Parley", async () => {
  using children = watchChildren();
  const clock = manualClock();
  const reader = createPictureReader({ clock, log });
  await reader.read(dot, { as: "png" }, signal);
  await clock.advance(59_000);
  await reader.read(dot, { as: "png" }, signal);
  await clock.advance(59_000);
  assert.equal(children.all[0]?.signalCode, null);
  const exit = once(children.all[0] ?? process, "exit");
  await clock.advance(1_000);
  await exit;
  await reader.read(dot, { as: "png" }, signal);
  children.all[1]?.kill("SIGSTOP");
  const stopped = assert.rejects(reader.read(dot, { as: "png" }, signal), { code: "cancelled" });
  const waiting = assert.rejects(reader.read(dot, { as: "png" }, signal), { code: "cancelled" });
  await clock.advance(0);
  await reader[Symbol.asyncDispose]();
  await Promise.all([stopped, waiting]);
  assert.equal(children.all[1]?.signalCode, "SIGKILL");
  await assert.rejects(reader.read(dot, { as: "png" }, signal), { code: "cancelled" });
  assert.equal(children.all.length, 2);
});

test("G17 Parley waits for a picture and not for the process, which ends when Parley is killed", async () => {
  const at = (name: string) => JSON.stringify(new URL(name, import.meta.url).href);
  const program = (then: string) => `
    import { subscribe } from "node:diagnostics_channel";
    const { createPictureReader } = await import(${at("./picture-reader.ts")});
    const { systemClock } = await import(${at("../core/clock.ts")});
    subscribe("child_process", ({ process: child }) => queueMicrotask(() => console.log(child.pid)));
    const reader = createPictureReader({ clock: systemClock, log: { info() {}, warn() {}, error() {} } });
    const dot = Buffer.from("${dot.toString("base64")}", "base64");
    await reader.read(dot, { as: "png" }, new AbortController().signal);
    ${then}
    console.log("end");`;
  const run = promisify(execFile);
  const start = (then: string) =>
    run(process.execPath, ["--input-type=module", "-e", program(then)], { timeout: 30_000 });
  // a process that kept it alive would do so for a minute
  assert.match((await start("")).stdout, /^\d+\nend\n$/);
  assert.match((await start("await reader[Symbol.asyncDispose]();")).stdout, /^\d+\nend\n$/);
  const killed: unknown = await start("process.kill(process.pid, 'SIGKILL');").catch(
    (error: unknown) => error,
  );
  const { stdout } = killed as { stdout: string };
  assert.match(stdout, /^\d+\n$/);
  await untilHolds(() => isGone(Number(stdout)));
});

/** Or has ended, where nobody asks for its exit code (proc(5), state Z). */
function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return existsSync("/proc/self/stat") && / Z /.test(readFileSync(`/proc/${pid}/stat`, "utf8"));
  } catch {
    return true;
  }
}
