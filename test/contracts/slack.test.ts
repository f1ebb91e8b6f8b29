import { slackPlatformBench } from "../support/slack-platform-bench.ts";
import { platformContract } from "./platform.contract.ts";

platformContract("Slack over HTTP", () => slackPlatformBench({ way: "http" }));
platformContract("Slack by Socket Mode", () => slackPlatformBench({ way: "socket" }));
