import assert from "node:assert/strict";
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { argv, env, exit, stdout } from "node:process";
import { parseArgs } from "node:util";
import { createSandbox, environment, type Sandbox } from "../../sandbox/sandbox.ts";
import type { PlatformName } from "../../src/core/ids.ts";
import { type Asked, type Side, sideOf } from "../support/side.ts";
import { freshDatabase } from "../support/stores.ts";
import { watchSpecs } from "../support/watch-specs.ts";
import { type CrashPoint, crashPoints, replyTo } from "./points.ts";

/**
 * Kills Parley at every point on the way of a message, starts it again and looks at what people see:
 * one answer, none lost, none doubled, none left hanging.
 */
const { values: flags } = parseArgs({
  args: argv.slice(2),
  options: {
    runs: { type: "string", default: "3" },
    only: { type: "string" },
    platform: { type: "string" },
  },
});

const childFile = join(import.meta.dirname, "child.ts");

interface Scene {
  sandbox: Sandbox;
  side: Side;
  platform: PlatformName;
  variables: Record<string, string>;
  word: { current: string; answer: CrashPoint["answer"]; calls: number };
}

async function start(scene: Scene, killAt: string | undefined): Promise<ChildProcess> {
  const variables = { ...env, ...scene.variables, ...(killAt ? { KILL_AT: killAt } : {}) };
  const child = fork(childFile, { env: variables, stdio: ["ignore", "inherit", "inherit", "ipc"] });
  const ended = once(child, "exit").then(([code, signal]) =>
    assert.fail(`Parley ended at start: ${code} ${signal}`),
  );
  await Promise.race([once(child, "message"), ended]);
  ended.catch(() => {});
  return child;
}

async function until(condition: () => boolean, what: string, withinMs = 30_000): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!condition()) {
    if (Date.now() > deadline) assert.fail(`${what} did not come about within ${withinMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Starts Parley so that it dies at the point, asks, and sees it die. */
async function crash(scene: Scene, point: CrashPoint): Promise<Asked> {
  const child = await start(scene, point.at);
  // one that lives on would take the next one's events
  using _ended = { [Symbol.dispose]: () => child.kill("SIGKILL") };
  const died = once(child, "exit");
  const rule = point.held?.(scene.platform);
  using _fault = rule && scene.sandbox.faults.add({ ...rule, times: 1 });
  const before = scene.sandbox.faults.rules.length;
  const asked = scene.side.ask(`please answer ${scene.word.current}`, point.picture ? { picture: true } : {});
  if (rule) {
    await until(() => scene.sandbox.faults.rules.length < before, `${point.id} was not reached`);
    // the effect takes place in the same turn of the event loop in which the fault strikes, or the next
    await new Promise((resolve) => setTimeout(resolve, 50));
    child.kill("SIGKILL");
  }
  const timer = setTimeout(() => child.kill("SIGTERM"), 20_000);
  const [, signal] = await died;
  clearTimeout(timer);
  assert.equal(signal, "SIGKILL", `${point.id} was not reached`);
  return asked;
}

async function recover(scene: Scene, point: CrashPoint, asked: Asked): Promise<void> {
  const child = await start(scene, undefined);
  using _ended = { [Symbol.dispose]: () => child.kill("SIGKILL") };
  const finished = () => scene.side.shown(asked).some((m) => m.buttons.includes("Regenerate"));
  // Slack may tell Parley to wait a minute before it may look what stands
  await until(finished, `${point.id}: the answer`, 90_000);
  await settled(child);
  child.kill("SIGTERM");
  await once(child, "exit");
}

/** What people see may be whole long before it is stored; only then can nothing more come. */
async function settled(child: ChildProcess): Promise<void> {
  const deadline = Date.now() + 90_000;
  for (;;) {
    const reply = once(child, "message");
    child.send("open?");
    const [{ open }] = (await reply) as [{ open: number }];
    if (open === 0) return;
    if (Date.now() > deadline) assert.fail(`${open} jobs did not end`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

function judge(scene: Scene, point: CrashPoint, asked: Asked): void {
  const shown = scene.side.shown(asked);
  const whole = shown.map((m) => m.text).join("\n");
  const openings = whole.split(`Answer to ${scene.word.current}`).length - 1;
  assert.equal(openings, 1, `${point.id}: ${openings} answers:\n${whole.slice(0, 500)}`);
  assert.ok(!shown.some((m) => m.buttons.includes("Stop")), `${point.id}: something is left hanging`);
  if (point.answer !== "long") assert.equal(shown.length, 1, `${point.id}: ${shown.length} messages`);
  if (point.answer === "long") {
    const numbers = [...whole.matchAll(/^(\d+): a line/gm)].map((m) => Number(m[1]));
    assert.deepEqual(
      numbers,
      Array.from({ length: 150 }, (_, i) => i),
      `${point.id}: parts are missing or doubled`,
    );
  }
  assert.ok(scene.word.calls <= point.modelCalls, `${point.id}: ${scene.word.calls} calls to the model`);
}

async function onPlatform(
  platform: PlatformName,
  points: readonly CrashPoint[],
  runs: number,
): Promise<string[]> {
  const failures: string[] = [];
  await using sandbox = await createSandbox({ seed: { discord: { gateway: { identifyWindowMs: 200 } } } });
  using _watch = watchSpecs(sandbox.ledger);
  await using database = env.TEST_DATABASE_URL ? await freshDatabase(env.TEST_DATABASE_URL) : undefined;
  const directory = await mkdtemp(join(tmpdir(), "parley-crash-"));
  const other = platform === "discord" ? "SLACK_" : "DISCORD_";
  const variables = Object.fromEntries(
    Object.entries(environment(sandbox)).filter(([name]) => !name.startsWith(other)),
  );
  const word = { current: "", answer: "short" as CrashPoint["answer"], calls: 0 };
  const scene: Scene = {
    sandbox,
    side: sideOf(platform, sandbox),
    platform,
    variables: {
      ...variables,
      PORT: "0",
      DATA_DIR: directory,
      ...(database ? { DATABASE_URL: database.url } : {}),
    },
    word,
  };
  using _script = sandbox.models.script(() => {
    word.calls++;
    return replyTo(word.answer, word.current);
  });
  const all: { point: CrashPoint; asked: Asked; word: string }[] = [];
  for (let run = 1; run <= runs; run++) {
    for (const point of points) {
      Object.assign(word, { current: `${point.id.toLowerCase()}-${run}`, answer: point.answer, calls: 0 });
      const began = Date.now();
      try {
        const asked = await crash(scene, point);
        await recover(scene, point, asked);
        judge(scene, point, asked);
        all.push({ point, asked, word: word.current });
        stdout.write(`ok ${platform} ${point.id} run ${run}: ${point.what} (${Date.now() - began} ms)\n`);
      } catch (error) {
        failures.push(`${platform} ${point.id} run ${run}: ${(error as Error).message}`);
        stdout.write(`NOT OK ${failures.at(-1)}\nlast on the wire:\n${lastOnTheWire(sandbox)}\n`);
      }
    }
  }
  // what was asked long before must still stand as it did
  for (const { point, asked, word: said } of all) {
    Object.assign(word, { current: said, calls: 0 });
    judge(scene, point, asked);
  }
  await rm(directory, { recursive: true, force: true });
  return failures;
}

function lastOnTheWire(sandbox: Sandbox): string {
  const now = Date.now();
  return sandbox.ledger.entries
    .slice(-30)
    .map((e) => `  ${e.at - now} ms ${e.service} ${e.kind} ${e.name} ${e.status ?? ""}`)
    .join("\n");
}

const points = crashPoints.filter((p) => !flags.only || flags.only.split(",").includes(p.id));
const platforms = (["discord", "slack"] as const).filter((p) => !flags.platform || flags.platform === p);
const failures: string[] = [];
let total = 0;
for (const platform of platforms) {
  const here = points.filter((point) => !point.only || point.only === platform);
  total += here.length * Number(flags.runs);
  failures.push(...(await onPlatform(platform, here, Number(flags.runs))));
}
stdout.write(`\n${total - failures.length} passed, ${failures.length} failed\n`);
exit(failures.length === 0 ? 0 : 1);
