import { startApp } from "../../src/app.ts";
import { readConfig } from "../../src/config.ts";
import { systemClock } from "../../src/core/clock.ts";
import { createLog } from "../../src/observe/log.ts";
import { report } from "./report.ts";

/** Parley as `npm start` runs it, with what the environment says, but for Discord's limit for all bots. */
const config = readConfig(process.env);
if (config.discord) config.discord.requestsPerSecond = Number.POSITIVE_INFINITY;
const app = await startApp(config, { clock: systemClock, log: createLog(config.env.LOG_LEVEL) });
report(app.address, () => app.stop(2_000));
