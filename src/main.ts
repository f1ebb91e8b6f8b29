import { existsSync } from "node:fs";
import process, { argv, env, exit, loadEnvFile, stderr, stdout } from "node:process";
import { announce } from "./announce.ts";
import { startApp } from "./app.ts";
import { commands } from "./commands/list.ts";
import { type Config, ConfigProblems, readConfig } from "./config.ts";
import { systemClock } from "./core/clock.ts";
import { logged } from "./core/log.ts";
import { createLog } from "./observe/log.ts";
import { buildManifest } from "./platforms/slack/manifest.ts";
import { sandboxed } from "./sandboxed.ts";

readEnvFile();
const { config, page } = await configure();
const log = createLog(config.env.LOG_LEVEL);
process.on("unhandledRejection", (error) => {
  log.error(logged(error), "a failure nobody handled; stopping so that a supervisor starts Parley anew");
  exit(1);
});
const starting = start();
let stopping = false;
for (const signal of ["SIGTERM", "SIGINT"] as const) {
  process.on(signal, () => {
    if (stopping) exit(1);
    stopping = true;
    stdout.write("Stopping: letting answers end, at most 20 seconds. Once more to stop at once.\n");
    starting
      .then((app) => app.stop())
      .then(
        () => exit(0),
        (error: unknown) => {
          log.error(logged(error), "stopping failed");
          exit(1);
        },
      );
  });
}

const app = await starting;
if (!stopping) stdout.write(announce(config, app.address, page));

function readEnvFile(): void {
  try {
    loadEnvFile();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
}

async function configure(): Promise<{ config: Config; page?: string }> {
  try {
    const given = readConfig(env);
    if (given.mode === "live") return { config: given };
    const sandbox = await startSandbox(given.env.PORT);
    const config = readConfig(sandboxed(env, sandbox.environment));
    return { config: { ...config, mode: "sandbox" }, page: sandbox.origin };
  } catch (error) {
    return quit(error);
  }
}

/** The container image is for live platforms and comes without a sandbox. */
async function startSandbox(port: number): Promise<{ origin: string; environment: Record<string, string> }> {
  if (!existsSync(new URL("../sandbox/start.ts", import.meta.url))) {
    throw new ConfigProblems(["no platform is set up: set DISCORD_TOKEN or SLACK_BOT_TOKEN"]);
  }
  const sandbox = await import("../sandbox/start.ts");
  const manifest = buildManifest({ commands, delivery: { kind: "socket" } });
  return sandbox.startSandbox(port, manifest as Parameters<typeof sandbox.startSandbox>[1]);
}

async function start() {
  try {
    return await startApp(config, { clock: systemClock, log });
  } catch (error) {
    return quit(error);
  }
}

/** What the operator has to mend is said in plain words, anything else with its cause. */
function quit(error: unknown): never {
  if (error instanceof ConfigProblems) {
    stderr.write(
      `Parley can't start:\n${error.problems.map((p) => `- ${p}`).join("\n")}\nSee .env.example.\n`,
    );
  } else if ((error as NodeJS.ErrnoException).code === "EADDRINUSE") {
    stderr.write("Parley can't start: its port is taken. Set PORT to another one.\n");
  } else {
    stderr.write(`Parley can't start: ${error instanceof Error ? error.message : String(error)}\n`);
    if (argv.includes("--trace")) stderr.write(`${JSON.stringify(logged(error), null, 2)}\n`);
  }
  exit(1);
}
