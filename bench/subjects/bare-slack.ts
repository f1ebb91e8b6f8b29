import type { AddressInfo, Server } from "node:net";
import { App, LogLevel } from "@slack/bolt";
import { complete } from "./complete.ts";
import { report, setting } from "./report.ts";

/** The least that answers on Slack: bolt and openai, nothing kept. */
const app = new App({
  token: setting("SLACK_BOT_TOKEN"),
  signingSecret: setting("SLACK_SIGNING_SECRET"),
  clientOptions: { slackApiUrl: setting("SLACK_API_URL") },
  logLevel: LogLevel.ERROR,
});

app.event("app_mention", async ({ event, client }) => {
  let text = "";
  for await (const piece of await complete(event.text)) text += piece;
  await client.chat.postMessage({ channel: event.channel, thread_ts: event.ts, text });
});

const server = (await app.start(0)) as unknown as Server;
report(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, () => app.stop());
