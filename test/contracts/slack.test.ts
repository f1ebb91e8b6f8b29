import { slackPlatformBench } from "../support/slack-platform-bench.ts";
import { interactionContract } from "./interaction.contract.ts";
import { keptContract } from "./kept.contract.ts";
import { platformContract } from "./platform.contract.ts";
import type { Start } from "./platform-suite.ts";
import { settleContract } from "./settle.contract.ts";

for (const [name, way] of [
  ["Slack over HTTP", "http"],
  ["Slack by Socket Mode", "socket"],
] as const) {
  const start: Start = (clock) => slackPlatformBench({ way, ...(clock ? { clock } : {}) });
  platformContract(name, start);
  interactionContract(name, start);
  settleContract(name, start);
  keptContract(name, start);
}
