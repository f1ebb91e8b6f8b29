import { type Clock, systemClock } from "../src/core/clock.ts";
import { createDiscord, type Discord } from "./discord/discord.ts";
import { createFaults, type Faults } from "./kernel/faults.ts";
import { createLedger, type Ledger } from "./kernel/ledger.ts";
import { listen } from "./kernel/server.ts";
import type { ServiceDeps } from "./kernel/service.ts";
import { createModels, type Models, type ModelsOptions } from "./models/models.ts";
import { createPage } from "./page/page.ts";
import { createSlack, type Slack } from "./slack/slack.ts";

/** Loopback Discord, Slack, OpenAI and Anthropic on one port, with a page to use them. */
export interface Sandbox extends AsyncDisposable {
  /** `http://127.0.0.1:PORT`, without a trailing slash. */
  readonly origin: string;
  readonly discord: Discord;
  readonly slack: Slack;
  readonly models: Models;
  readonly ledger: Ledger;
  readonly faults: Faults;
  readonly clock: Clock;
  /** Ends connections and the server. */
  close(): Promise<void>;
}

export interface SandboxOptions {
  /** 0, the default, takes a free one. */
  port?: number;
  clock?: Clock;
  /** What the services begin with; each has defaults of its own. */
  seed?: {
    discord?: Parameters<typeof createDiscord>[1];
    slack?: Parameters<typeof createSlack>[1];
    models?: ModelsOptions;
  };
}

/** Resolves once it listens. */
export async function createSandbox(options: SandboxOptions = {}): Promise<Sandbox> {
  const { clock = systemClock, seed = {} } = options;
  const ledger = createLedger(clock);
  const faults = createFaults();
  let origin = "";
  const deps: ServiceDeps = { clock, ledger, faults, origin: () => origin };
  const discord = createDiscord(deps, seed.discord);
  const slack = createSlack(deps, seed.slack);
  const models = createModels(deps, seed.models);
  const page = createPage({ discord, slack, ledger, faults, clock });
  const server = await listen([discord, slack, ...models.services], options.port, page);
  origin = server.origin;
  return {
    origin,
    discord,
    slack,
    models,
    ledger,
    faults,
    clock,
    close: () => server.close(),
    [Symbol.asyncDispose]: () => server.close(),
  };
}

/** The environment variables that point Parley at a sandbox, its Slack by Socket Mode. */
export function environment(sandbox: Sandbox): Record<string, string> {
  const { origin, discord, slack, models } = sandbox;
  return {
    DISCORD_TOKEN: discord.token,
    DISCORD_API_URL: `${origin}/discord/api`,
    SLACK_BOT_TOKEN: slack.botToken,
    SLACK_APP_TOKEN: slack.appToken,
    SLACK_API_URL: `${origin}/slack/api/`,
    OPENAI_API_KEY: models.apiKeys.openai,
    OPENAI_BASE_URL: `${origin}/openai/v1`,
    ANTHROPIC_API_KEY: models.apiKeys.anthropic,
    ANTHROPIC_BASE_URL: `${origin}/anthropic`,
    PARLEY_CHAT_MODEL: "openai/demo",
    PARLEY_IMAGE_MODEL: "openai/gpt-image-1.5",
  };
}
