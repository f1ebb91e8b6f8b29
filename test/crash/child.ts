import process, { env, exit, kill, pid } from "node:process";
import { startApp } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import { systemClock } from "../../src/core/clock.ts";
import type { ProbePoint } from "../../src/core/probe.ts";
import { createLog } from "../../src/observe/log.ts";
import { storeOn } from "../../src/store/open.ts";
import { openDatabase } from "../../src/store/open-database.ts";
import { dyingDatabase } from "./dying-database.ts";

/**
 * Parley in a process of its own that dies, once it is armed, at the point `KILL_AT` names: `received`, or `received+` for just after it,
 * or a statement (`dyingDatabase`).
 */
const at = env.KILL_AT ?? "";
/** What is heard once more at start would bring the point on before its time. */
let isArmed = false;
const die = () => void (isArmed && kill(pid, "SIGKILL"));

function probe(point: ProbePoint): void {
  if (point === at) die();
  if (`${point}+` === at) setImmediate(die);
}

const db = await openDatabase(
  env.DATABASE_URL
    ? { kind: "postgres", url: env.DATABASE_URL, prepare: true, connections: 4 }
    : { kind: "pglite", directory: env.DATA_DIR ?? "" },
);
const store = storeOn(dyingDatabase(db, at, die));
if (db.kind === "pglite") await store.jobs.orphanAll();
const app = await startApp(readConfig(env), {
  store,
  clock: systemClock,
  log: createLog("warn"),
  probe,
  leaseMs: 1_500,
  sweepMs: 200,
});
// all jobs are done: nothing more will become visible
process.on("message", (message) => {
  if (message === "arm") {
    isArmed = true;
    process.send?.({ armed: true });
    return;
  }
  db.query("select count(*)::int as open from job where state <> 'done'", []).then(
    ([row]) => process.send?.({ open: row?.open }),
    () => process.send?.({ open: -1 }),
  );
});
process.on("SIGTERM", () => void app.stop(10_000).then(() => exit(0)));
process.on("disconnect", () => exit(1));
process.send?.({ ready: app.address });
