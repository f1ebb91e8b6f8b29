import { z } from "zod";

/**
 * The environment, one row a variable. `.env.example` is generated from these descriptions and tested against them.
 */
const text = z.string().trim().min(1);
const url = z.url({ protocol: /^https?$/, error: "must be an http(s) address" });
const modelName = z.string().regex(/^(openai|anthropic)\/\S+$/, "must be openai/NAME or anthropic/NAME");

export const environment = z.object({
  DISCORD_TOKEN: text.optional().describe("Bot token from the Discord developer portal"),
  DISCORD_API_URL: url
    .default("https://discord.com/api")
    .describe("Discord's REST API; the gateway's address comes from it"),
  SLACK_BOT_TOKEN: z
    .string()
    .regex(/^xoxb-/, "must begin with xoxb-")
    .optional()
    .describe("Slack bot token (xoxb-…)"),
  SLACK_APP_TOKEN: z
    .string()
    .regex(/^xapp-/, "must begin with xapp-")
    .optional()
    .describe("Slack app-level token (xapp-…) for Socket Mode: no public address needed"),
  SLACK_SIGNING_SECRET: text
    .optional()
    .describe("Slack signing secret, for events over HTTP at /slack/events instead of Socket Mode"),
  SLACK_API_URL: url.default("https://slack.com/api/").describe("Slack's Web API"),
  OPENAI_API_KEY: text.optional().describe("Key for OpenAI or a compatible server"),
  OPENAI_BASE_URL: url
    .default("https://api.openai.com/v1")
    .describe(
      "OpenAI or any compatible server; the official one is spoken to with the Responses API, others with Chat Completions",
    ),
  ANTHROPIC_API_KEY: text.optional().describe("Key for Anthropic"),
  ANTHROPIC_BASE_URL: url.default("https://api.anthropic.com").describe("Anthropic's API"),
  PARLEY_CHAT_MODEL: modelName.optional().describe("The model that answers: openai/NAME or anthropic/NAME"),
  PARLEY_FALLBACK_MODEL: modelName.optional().describe("Answers when the first model can't be reached"),
  PARLEY_IMAGE_MODEL: z
    .string()
    .regex(/^openai\/\S+$/, "must be openai/NAME")
    .optional()
    .describe("Makes and edits pictures: openai/NAME; with a compatible server only when set"),
  PARLEY_CONTEXT_TOKENS: z.coerce
    .number()
    .int()
    .min(2_000)
    .default(32_000)
    .describe("Tokens of conversation sent with a question at most; older parts are summed up"),
  DATABASE_URL: z
    .url({ protocol: /^postgres(ql)?$/, error: "must be a postgres:// address" })
    .optional()
    .describe("PostgreSQL; without it an embedded database in DATA_DIR, for trying out"),
  DATABASE_PREPARE: z
    .enum(["true", "false"])
    .default("true")
    .describe("false behind a pooler in transaction mode that can't keep prepared statements"),
  DATA_DIR: text.default("./data").describe("Where the embedded database lives"),
  PORT: z.coerce
    .number()
    .int()
    .min(0)
    .max(65_535)
    .default(3000)
    .describe("Port of /healthz, /slack/events and the sandbox's page"),
  HOST: text.default("127.0.0.1").describe("Address to listen on; 0.0.0.0 in a container"),
  LOG_LEVEL: z
    .enum(["debug", "info", "warn", "error", "silent"])
    .default("info")
    .describe("How much is logged"),
});

export type Environment = z.infer<typeof environment>;

export interface Config {
  mode: "live" | "sandbox";
  env: Environment;
  /** `requestsPerSecond`: for a bot whose limit Discord has raised; not in the environment so far. */
  discord?: { token: string; apiUrl: string; requestsPerSecond?: number };
  slack?: { botToken: string; apiUrl: string; transport: SlackTransport };
  /** Absent only in the sandbox, which brings a demo model. */
  chatModel?: string;
  /** Absent where no pictures can be made. */
  imageModel?: string;
}

type SlackTransport = { kind: "socket"; appToken: string } | { kind: "http"; signingSecret: string };

/** Default models when only a key is given. */
const defaultModels = {
  openai: "openai/gpt-5-mini",
  anthropic: "anthropic/claude-sonnet-4-5",
  image: "openai/gpt-image-1.5",
} as const;

/** Every problem at once, each saying what to set. */
export class ConfigProblems extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(`the configuration has ${problems.length} problem(s)`);
    this.name = "ConfigProblems";
    this.problems = problems;
  }
}

/**
 * Reads the configuration. Empty variables count as unset.
 * @throws ConfigProblems with all of them.
 */
export function readConfig(variables: Record<string, string | undefined>): Config {
  const given = Object.fromEntries(Object.entries(variables).filter(([, value]) => value?.trim()));
  const parsed = environment.safeParse(given);
  const problems = parsed.success ? [] : parsed.error.issues.map((i) => `${i.path.join(".")} ${i.message}`);
  const env = parsed.success ? parsed.data : undefined;
  problems.push(...halves(given));
  if (!env || problems.length > 0) throw new ConfigProblems(problems);
  const live = Boolean(env.DISCORD_TOKEN || env.SLACK_BOT_TOKEN);
  const config: Config = { mode: live ? "live" : "sandbox", env };
  if (env.DISCORD_TOKEN) config.discord = { token: env.DISCORD_TOKEN, apiUrl: env.DISCORD_API_URL };
  if (env.SLACK_BOT_TOKEN) {
    config.slack = { botToken: env.SLACK_BOT_TOKEN, apiUrl: env.SLACK_API_URL, transport: transport(env) };
  }
  const model = env.PARLEY_CHAT_MODEL ?? usualModel(env);
  if (model) config.chatModel = model;
  const imageModel = env.PARLEY_IMAGE_MODEL ?? usualImageModel(env);
  if (imageModel) config.imageModel = imageModel;
  return config;
}

/** What is set only in part, so that it can't work. */
function halves(given: Record<string, string | undefined>): string[] {
  const has = (name: string) => given[name] !== undefined;
  const problems: string[] = [];
  const live = has("DISCORD_TOKEN") || has("SLACK_BOT_TOKEN");
  if (has("SLACK_BOT_TOKEN") && !has("SLACK_APP_TOKEN") && !has("SLACK_SIGNING_SECRET")) {
    problems.push(
      "SLACK_BOT_TOKEN also needs SLACK_APP_TOKEN (Socket Mode) or SLACK_SIGNING_SECRET (HTTP events)",
    );
  }
  for (const name of ["SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET"]) {
    if (has(name) && !has("SLACK_BOT_TOKEN")) problems.push(`${name} also needs SLACK_BOT_TOKEN`);
  }
  if (live && !has("OPENAI_API_KEY") && !has("ANTHROPIC_API_KEY")) {
    problems.push("a platform is set up but no model: set OPENAI_API_KEY or ANTHROPIC_API_KEY");
  }
  for (const name of ["PARLEY_CHAT_MODEL", "PARLEY_FALLBACK_MODEL", "PARLEY_IMAGE_MODEL"]) {
    const key = given[name]?.startsWith("anthropic/") ? "ANTHROPIC_API_KEY" : "OPENAI_API_KEY";
    if (has(name) && !has(key)) problems.push(`${name} is ${given[name]}, which needs ${key}`);
  }
  return problems;
}

function transport(env: Environment): SlackTransport {
  if (env.SLACK_APP_TOKEN) return { kind: "socket", appToken: env.SLACK_APP_TOKEN };
  return { kind: "http", signingSecret: env.SLACK_SIGNING_SECRET ?? "" };
}

function usualModel(env: Environment): string | undefined {
  if (env.ANTHROPIC_API_KEY) return defaultModels.anthropic;
  return env.OPENAI_API_KEY ? defaultModels.openai : undefined;
}

/** Only the official service is known to have it: a compatible server may make no pictures at all. */
function usualImageModel({ OPENAI_API_KEY, OPENAI_BASE_URL }: Environment): string | undefined {
  const { hostname } = new URL(OPENAI_BASE_URL);
  return OPENAI_API_KEY && /(^|\.)api\.openai\.com$/.test(hostname) ? defaultModels.image : undefined;
}
