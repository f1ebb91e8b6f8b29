import { slackPlatformBench } from "../support/slack-platform-bench.ts";
import { platformContract } from "./platform.contract.ts";

platformContract("Slack over HTTP", (clock) =>
  slackPlatformBench({ way: "http", ...(clock ? { clock } : {}) }),
);
platformContract("Slack by Socket Mode", (clock) =>
  slackPlatformBench({ way: "socket", ...(clock ? { clock } : {}) }),
);
