import { discordBench } from "../support/discord-bench.ts";
import { platformContract } from "./platform.contract.ts";

platformContract("Discord", (clock) => discordBench(clock ? { clock } : {}));
