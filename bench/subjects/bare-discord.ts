import { Client, Events, GatewayIntentBits } from "discord.js";
import { complete } from "./complete.ts";
import { report, setting } from "./report.ts";

/** The least that answers on Discord: discord.js and openai, nothing kept. */
const client = new Client({
  intents: [GatewayIntentBits.Guilds, GatewayIntentBits.GuildMessages, GatewayIntentBits.MessageContent],
  allowedMentions: { parse: [], repliedUser: false },
  // the client's own 50 requests a second would be what is measured
  rest: { api: setting("DISCORD_API_URL"), globalRequestsPerSecond: Number.POSITIVE_INFINITY },
});

client.on(Events.MessageCreate, async (message) => {
  if (message.author.bot || !client.user || !message.mentions.has(client.user)) return;
  let text = "";
  for await (const piece of await complete(message.content)) text += piece;
  await message.reply(text);
});

client.once(Events.ClientReady, () => report(undefined, () => client.destroy()));
await client.login(setting("DISCORD_TOKEN"));
