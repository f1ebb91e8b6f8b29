import { Client, GatewayIntentBits, Partials } from "discord.js";
import { createDiscord, type Discord } from "../../sandbox/discord/discord.ts";
import { createFaults, type Faults } from "../../sandbox/kernel/faults.ts";
import { createLedger, type Ledger } from "../../sandbox/kernel/ledger.ts";
import { listen } from "../../sandbox/kernel/server.ts";
import { type Clock, systemClock } from "../../src/core/clock.ts";
import { watchSpecs } from "./watch-specs.ts";

type Seed = NonNullable<Parameters<typeof createDiscord>[1]>;

export interface Fixture extends AsyncDisposable {
  discord: Discord;
  ledger: Ledger;
  faults: Faults;
  origin: string;
  /** A bare REST call with the bot's token; `body` is sent as JSON unless it is a form. */
  call(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Reply>;
  /** A discord.js client that is logged in and ready. Ended with the fixture. */
  client(intents?: readonly number[]): Promise<Client<true>>;
}

export interface Reply {
  status: number;
  headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: tests read whatever stands in an answer
  body: any;
}

export const allOrdinary = [
  GatewayIntentBits.Guilds,
  GatewayIntentBits.GuildMessages,
  GatewayIntentBits.GuildMessageReactions,
  GatewayIntentBits.GuildMessageTyping,
  GatewayIntentBits.DirectMessages,
  GatewayIntentBits.MessageContent,
];

/** A sandbox Discord on a free port. */
export async function openDiscord(options: { clock?: Clock; seed?: Seed } = {}): Promise<Fixture> {
  const clock = options.clock ?? systemClock;
  const ledger = createLedger(clock);
  const faults = createFaults();
  const watch = watchSpecs(ledger);
  let origin = "";
  const discord = createDiscord({ clock, ledger, faults, origin: () => origin }, options.seed);
  const server = await listen([discord]);
  origin = server.origin;
  const clients: Client[] = [];
  return {
    discord,
    ledger,
    faults,
    origin,
    async call(method, path, body, headers = {}) {
      const form = body instanceof FormData;
      const response = await fetch(`${origin}/discord/api/v10${path}`, {
        method,
        headers: {
          authorization: `Bot ${discord.token}`,
          ...(body === undefined || form ? {} : { "content-type": "application/json" }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: form ? body : JSON.stringify(body) }),
      });
      const text = await response.text();
      const isJson = response.headers.get("content-type")?.startsWith("application/json");
      return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
    },
    async client(intents = allOrdinary) {
      const client = new Client({
        intents: [...intents],
        partials: [Partials.Channel],
        rest: { api: `${origin}/discord/api` },
      });
      clients.push(client);
      const ready = new Promise<void>((resolve) => client.once("clientReady", () => resolve()));
      await client.login(discord.token);
      await ready;
      return client as Client<true>;
    },
    async [Symbol.asyncDispose]() {
      await Promise.all(clients.map((client) => client.destroy()));
      await server.close();
      watch[Symbol.dispose]();
    },
  };
}
