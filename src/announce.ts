import type { Config } from "./config.ts";

/** The few lines an operator reads after start: what runs, where, and what to do next. */
export function announce(config: Config, address: string, page: string | undefined): string {
  const model = config.chatModel === "openai/demo" ? "a demo model" : config.chatModel;
  const database = config.env.DATABASE_URL
    ? "PostgreSQL"
    : `the embedded database in ${config.env.DATA_DIR} (for trying out: not safe against power loss)`;
  const lines = page
    ? [
        `Parley runs in its sandbox: loopback Discord and Slack; ${model} answers.`,
        `  Open ${page} and mention @Parley.`,
        `  Kept in ${database}. Health: ${address}/healthz`,
        "  To go live set DISCORD_TOKEN or SLACK_BOT_TOKEN, and a model's key; `npm run setup` tells how.",
      ]
    : [
        `Parley runs live on ${platforms(config)}, ${model} answers.`,
        `  Kept in ${database}. Health: ${address}/healthz`,
      ];
  return `${lines.join("\n")}\n`;
}

function platforms(config: Config): string {
  const slack =
    config.slack && `Slack (${config.slack.transport.kind === "http" ? "HTTP events" : "Socket Mode"})`;
  return [config.discord && "Discord", slack].filter(Boolean).join(" and ");
}
