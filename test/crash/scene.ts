import assert from "node:assert/strict";
import { type ChildProcess, fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { env } from "node:process";
import type { FaultRule } from "../../sandbox/kernel/faults.ts";
import type { ImageReply } from "../../sandbox/models/image-steps.ts";
import type { Reply } from "../../sandbox/models/steps.ts";
import type { Sandbox } from "../../sandbox/sandbox.ts";
import type { PlatformName } from "../../src/core/ids.ts";
import type { StoreConfig } from "../../src/store/open-database.ts";
import { type Commander, commanderOn } from "../support/commander.ts";
import { type Side, sideOf } from "../support/side.ts";

/** A sandbox, the people in it, and a Parley that is started again and again on the same database. */
export interface Scene {
  sandbox: Sandbox;
  platform: PlatformName;
  side: Side;
  commander: Commander;
  variables: Record<string, string>;
  database: StoreConfig;
  /** What the model says now and the image model makes, and what each was asked since this was set. */
  model: { reply: () => Reply; asked: string[]; picture: () => ImageReply; drawn: string[] };
}

/** Where the process is killed. */
export interface Kill {
  /** A point that the process itself knows … */
  at?: string;
  /** … or something that crosses the wire: the request is held there, and then the process is killed. */
  held?: Omit<FaultRule, "times"> | undefined;
}

const childFile = join(import.meta.dirname, "child.ts");

export function openScene(
  sandbox: Sandbox,
  platform: PlatformName,
  variables: Record<string, string>,
  database: StoreConfig,
): Scene & Disposable {
  const model: Scene["model"] = { reply: () => [], asked: [], picture: () => [], drawn: [] };
  const script = sandbox.models.script((request) => {
    model.asked.push(request.turns.map((turn) => turn.text).join("\n"));
    return model.reply();
  });
  const images = sandbox.models.scriptImages(({ prompt }) => {
    model.drawn.push(prompt);
    return model.picture();
  });
  return {
    sandbox,
    platform,
    side: sideOf(platform, sandbox),
    commander: commanderOn(platform, sandbox),
    variables,
    database,
    model,
    [Symbol.dispose]() {
      script[Symbol.dispose]();
      images[Symbol.dispose]();
    },
  };
}

/** Starts Parley so that it dies at the point, has people act, and sees it die. */
export async function crash<T>(
  scene: Scene,
  kill: Kill,
  prepare: () => Promise<void>,
  act: () => Promise<T> | T,
): Promise<T> {
  const child = await start(scene, kill.at);
  // one that lives on would take the next one's events
  using _ended = { [Symbol.dispose]: () => child.kill("SIGKILL") };
  await prepare();
  await settled(child);
  await tell(child, "arm");
  const died = once(child, "exit");
  using _fault = kill.held && scene.sandbox.faults.add({ ...kill.held, times: 1 });
  const before = scene.sandbox.faults.rules.length;
  const acted = await act();
  if (kill.held) {
    await until(() => scene.sandbox.faults.rules.length < before, "the point was reached");
    // the effect takes place in the same turn of the event loop in which the fault strikes, or the next
    await new Promise((resolve) => setTimeout(resolve, 50));
    child.kill("SIGKILL");
  }
  const timer = setTimeout(() => child.kill("SIGTERM"), 20_000);
  const [, signal] = await died;
  clearTimeout(timer);
  assert.equal(signal, "SIGKILL", "the point was not reached");
  return acted;
}

/** Starts Parley again, and stops it when people see what they wait for and everything is stored. */
export async function recover(scene: Scene, finished: () => boolean, what: string): Promise<void> {
  const child = await start(scene, undefined);
  using _ended = { [Symbol.dispose]: () => child.kill("SIGKILL") };
  // Slack lets a method be called fifty times a minute, and every start reads what was missed: starts come fast here
  await until(finished, what, 180_000);
  await settled(child);
  child.kill("SIGTERM");
  await once(child, "exit");
}

export async function until(condition: () => boolean, what: string, withinMs = 30_000): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!condition()) {
    if (Date.now() > deadline) assert.fail(`${what}: that did not come about within ${withinMs} ms`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
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

/** What people see may be whole long before it is stored; only then can nothing more come. */
async function settled(child: ChildProcess): Promise<void> {
  const deadline = Date.now() + 90_000;
  for (;;) {
    const { open } = (await tell(child, "open?")) as { open: number };
    if (open === 0) return;
    if (Date.now() > deadline) assert.fail(`${open} jobs did not end`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Says something to the process and gives what it says to that. */
async function tell(child: ChildProcess, message: string): Promise<unknown> {
  const heard = new AbortController();
  const { signal } = heard;
  const reply = once(child, "message", { signal });
  const gone = once(child, "exit", { signal }).then(() => assert.fail("Parley ended before its time"));
  reply.catch(() => {});
  gone.catch(() => {});
  child.send(message);
  try {
    const [said] = (await Promise.race([reply, gone])) as [unknown];
    return said;
  } finally {
    heard.abort();
  }
}
