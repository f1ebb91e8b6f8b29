import { discordBench } from "../support/discord-bench.ts";
import { interactionContract } from "./interaction.contract.ts";
import { keptContract } from "./kept.contract.ts";
import { platformContract } from "./platform.contract.ts";
import type { Start } from "./platform-suite.ts";
import { settleContract } from "./settle.contract.ts";

const start: Start = (clock) => discordBench(clock ? { clock } : {});
platformContract("Discord", start);
interactionContract("Discord", start);
settleContract("Discord", start);
keptContract("Discord", start);
