import assert from "node:assert/strict";
import { createSandbox, environment, type Sandbox, type SandboxOptions } from "../../sandbox/sandbox.ts";
import type { Manifest } from "../../sandbox/slack/manifest/manifest.ts";
import { type App, type AppDeps, startApp } from "../../src/app.ts";
import { commands } from "../../src/commands/list.ts";
import { type Config, readConfig } from "../../src/config.ts";
import { type Clock, systemClock } from "../../src/core/clock.ts";
import type { PlatformName } from "../../src/core/ids.ts";
import type { Log } from "../../src/core/log.ts";
import { createLog } from "../../src/observe/log.ts";
import { buildManifest } from "../../src/platforms/slack/manifest.ts";
import { type FailingStore, failingStore } from "./failing-store.ts";
import { type Side, sideOf } from "./side.ts";
import { storeKinds, type TestStore } from "./stores.ts";
import { watchSpecs } from "./watch-specs.ts";

export interface StageOptions {
  platform: PlatformName;
  clock?: Clock;
  /** Slack over signed HTTP events instead of Socket Mode. */
  http?: boolean;
  env?: Record<string, string>;
  app?: Partial<AppDeps>;
  seed?: SandboxOptions["seed"];
  /** False: the app is started by the test. */
  start?: boolean;
}

/** Parley connected to a sandbox, one platform, and the people on it. */
export interface Stage extends Side, AsyncDisposable {
  sandbox: Sandbox;
  /** The running Parley; another one after `restart`. */
  readonly app: App;
  config: Config;
  /** The database, which can be taken away. */
  database: FailingStore;
  /** Looks at its rows. */
  query: TestStore["query"];
  /** Log lines, parsed. */
  lines: Record<string, unknown>[];
  start(): Promise<void>;
  stop(graceMs?: number): Promise<void>;
  /** Resolves once `condition` holds; looks again whenever something crosses the wire. */
  until(condition: () => boolean, what?: string, withinMs?: number): Promise<void>;
}

export async function openStage(options: StageOptions): Promise<Stage> {
  const clock = options.clock ?? systemClock;
  await using unwind = new AsyncDisposableStack();
  const kept = unwind.use(await chooseStore());
  const database = failingStore(kept.store);
  // installed with what Parley asks for, as an operator does it
  const manifest = buildManifest({ commands, delivery: { kind: "socket" } }) as Manifest;
  const sandbox = await createSandbox({ clock, seed: { slack: { manifest }, ...options.seed } });
  const watch = unwind.use(watchSpecs(sandbox.ledger));
  unwind.defer(() => sandbox.close());
  const config = readConfig(variables(sandbox, options));
  const lines: Record<string, unknown>[] = [];
  const log: Log = createLog("info", { write: (line) => void lines.push(JSON.parse(line)) });
  let app: App | undefined;
  unwind.defer(() => app?.stop(0));
  const start = async () => {
    const { store } = database;
    app = await startApp(config, { clock, log, store, leaseMs: 2_000, sweepMs: 100, ...options.app });
    if (options.http) await sandbox.slack.deliverBy({ url: `${app.address}/slack/events` });
  };
  if (options.start !== false) await start();
  const whole = unwind.move();
  const stage: Stage = {
    ...sideOf(options.platform, sandbox),
    sandbox,
    database,
    query: kept.query,
    config,
    lines,
    get app() {
      assert.ok(app, "the app is not running");
      return app;
    },
    start,
    async stop(graceMs = 0) {
      await app?.stop(graceMs);
      app = undefined;
    },
    async until(condition, what = "the condition", withinMs = 30_000) {
      if (condition()) return;
      const { promise, resolve, reject } = Promise.withResolvers<void>();
      let isOver = false;
      const look = () => setImmediate(() => !isOver && condition() && resolve());
      using _watching = sandbox.ledger.watch(look);
      const looking = setInterval(look, 20);
      const timer = setTimeout(
        () => reject(new Error(`${what} did not come about; ${tail(stage)}`)),
        withinMs,
      );
      await promise.finally(() => {
        isOver = true;
        clearInterval(looking);
        clearTimeout(timer);
      });
    },
    async [Symbol.asyncDispose]() {
      await whole.disposeAsync();
      assert.deepEqual(watch.complaints(), []);
    },
  };
  return stage;
}

/** The last that crossed the wire and was logged: what a failed wait is explained by. */
function tail(stage: Stage): string {
  const crossed = stage.sandbox.ledger.entries
    .slice(-15)
    .map((e) => `${e.service} ${e.name} ${e.status ?? ""}`);
  const logged = stage.lines.slice(-5).map((line) => JSON.stringify(line));
  return `last on the wire:\n${crossed.join("\n")}\nlast in the log:\n${logged.join("\n")}`;
}

async function chooseStore(): Promise<TestStore> {
  const kind = storeKinds().at(-1);
  assert.ok(kind);
  return kind.make();
}

function variables(sandbox: Sandbox, options: StageOptions): Record<string, string | undefined> {
  const all: Record<string, string | undefined> = { ...environment(sandbox), PORT: "0", ...options.env };
  const other = options.platform === "discord" ? /^SLACK_/ : /^DISCORD_/;
  for (const name of Object.keys(all)) if (other.test(name)) delete all[name];
  if (options.http) {
    delete all.SLACK_APP_TOKEN;
    all.SLACK_SIGNING_SECRET = sandbox.slack.signingSecret;
  }
  return all;
}
