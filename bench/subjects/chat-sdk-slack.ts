import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { createSlackAdapter } from "@chat-adapter/slack";
import { ConsoleLogger } from "chat";
import { createBot } from "./chat-sdk.ts";
import { report, setting } from "./report.ts";

const adapter = createSlackAdapter({
  logger: new ConsoleLogger("error"),
  botToken: setting("SLACK_BOT_TOKEN"),
  signingSecret: setting("SLACK_SIGNING_SECRET"),
  apiUrl: setting("SLACK_API_URL"),
});
const bot = createBot("slack", adapter);
await bot.initialize();

/** The SDK takes web `Request`s and leaves the server to whoever runs it; this is the thinnest there is. */
const server = createServer((incoming, outgoing) => {
  const chunks: Buffer[] = [];
  incoming.on("data", (chunk: Buffer) => chunks.push(chunk));
  incoming.on("end", async () => {
    const request = new Request("http://127.0.0.1/slack/events", {
      method: "POST",
      headers: incoming.headers as Record<string, string>,
      body: Buffer.concat(chunks),
    });
    const response = await bot.webhooks.slack?.(request, {
      waitUntil: (task) => void task.catch((error: unknown) => console.error(error)),
    });
    outgoing.writeHead(response?.status ?? 404).end(await response?.text());
  });
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
report(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, () => bot.shutdown());
