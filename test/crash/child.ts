import { env, kill, on, pid, send } from "node:process";
import { startApp } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import { systemClock } from "../../src/core/clock.ts";
import type { ProbePoint } from "../../src/core/probe.ts";
import { createLog } from "../../src/observe/log.ts";

/** Parley in a process of its own that dies at the point `KILL_AT` names: `received`, or `received+` for just after it. */
const at = env.KILL_AT ?? "";
const die = () => kill(pid, "SIGKILL");

function probe(point: ProbePoint): void {
  if (point === at) die();
  if (`${point}+` === at) setImmediate(die);
}

const app = await startApp(readConfig(env), {
  clock: systemClock,
  log: createLog("warn"),
  probe,
  leaseMs: 1_500,
  sweepMs: 200,
});
on("SIGTERM", () => void app.stop(10_000).then(() => setImmediate(() => process.exit(0))));
send?.({ ready: app.address });
