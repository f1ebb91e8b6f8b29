import { createDiscordAdapter } from "@chat-adapter/discord";
import { ConsoleLogger } from "chat";
import { DefaultRestOptions } from "discord.js";
import { createBot } from "./chat-sdk.ts";
import { report, setting } from "./report.ts";

// The adapter takes the address of the REST API for its own calls, but makes the gateway's client itself, with
// discord.js's defaults: so those are changed.
Object.assign(DefaultRestOptions, { api: setting("DISCORD_API_URL") });

const adapter = createDiscordAdapter({
  logger: new ConsoleLogger("error"),
  botToken: setting("DISCORD_TOKEN"),
  applicationId: setting("DISCORD_APPLICATION_ID"),
  publicKey: setting("DISCORD_PUBLIC_KEY"),
  apiUrl: `${setting("DISCORD_API_URL")}/v10`,
});
const bot = createBot("discord", adapter);
await bot.initialize();
const stop = new AbortController();
const hours = 3_600_000;
await adapter.startGatewayListener({ waitUntil: () => {} }, 12 * hours, stop.signal);
report(undefined, async () => {
  stop.abort();
  await bot.shutdown();
});
