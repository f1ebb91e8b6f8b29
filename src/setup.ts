import process, { argv, env, loadEnvFile, stderr, stdout } from "node:process";
import { parseArgs } from "node:util";
import { commands } from "./commands/list.ts";
import { ConfigProblems, environment, readConfig } from "./config.ts";
import { checkDatabase } from "./setup/database.ts";
import { applicationOf, checkDiscord, discordGuide } from "./setup/discord.ts";
import type { Finding } from "./setup/finding.ts";
import { checkModels, modelGuide } from "./setup/models.ts";
import { checkSlack, httpDelivery, slackGuide } from "./setup/slack.ts";

const usage = `npm run setup                          what to do for Discord, Slack and a model, step by step
npm run setup -- --http https://HOST   the same, with Slack's events over HTTP
npm run setup -- --discord-app ID      the same, with the invite link for this application
npm run setup -- --check               tries what is set up, and says what is wrong
`;

const sandboxOnly: Finding = {
  state: "note",
  what: "settings",
  told: "no platform is set up, so npm start opens the sandbox; npm run setup tells how to go live",
};

readEnvFile();
const options = readOptions();
// Empty variables count as unset, as in `readConfig`.
const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value?.trim()));
if (options?.check) await check();
else if (options) await guide(options.discordApp, options.http);

async function guide(discordApp: string | undefined, http: string | undefined): Promise<void> {
  const delivery = http === undefined ? ({ kind: "socket" } as const) : httpDelivery(http);
  if (!delivery) return refuse("--http needs the public https address of this installation.");
  if (discordApp !== undefined && !/^\d{15,22}$/.test(discordApp))
    return refuse("--discord-app needs the application's id: digits only.");
  const parsed = environment.safeParse(given);
  const application = discordApp ?? (parsed.success ? await applicationOf(parsed.data) : undefined);
  stdout.write("Settings go into the file .env (cp .env.example .env). Set up one platform or both.\n\n");
  stdout.write(`${discordGuide(application)}\n${slackGuide(commands, delivery)}\n${modelGuide}\n`);
  stdout.write("Then: npm run setup -- --check, and npm start.\n");
}

async function check(): Promise<void> {
  const parsed = environment.safeParse(given);
  const problems = problemsOf();
  show(problems.map((told) => ({ state: "wrong", what: "settings", told })));
  if (!parsed.success) return;
  const settings = parsed.data;
  const { chatModel, imageModel } =
    problems.length === 0
      ? readConfig(given)
      : { chatModel: settings.PARLEY_CHAT_MODEL, imageModel: settings.PARLEY_IMAGE_MODEL };
  const wanted = [chatModel, settings.PARLEY_FALLBACK_MODEL, imageModel].filter((name) => name !== undefined);
  if (!settings.DISCORD_TOKEN && !settings.SLACK_BOT_TOKEN) show([sandboxOnly]);
  show(await checkDiscord(settings));
  show(await checkSlack(settings));
  show(await checkModels(settings, wanted));
  show([await checkDatabase(settings)]);
}

function problemsOf(): readonly string[] {
  try {
    readConfig(given);
    return [];
  } catch (error) {
    if (error instanceof ConfigProblems) return error.problems;
    throw error;
  }
}

function show(findings: readonly Finding[]): void {
  for (const { state, what, told } of findings) {
    stdout.write(`${state.padEnd(5)} ${what}: ${told}\n`);
    if (state === "wrong") process.exitCode = 1;
  }
}

function readOptions(): { check: boolean; discordApp?: string; http?: string } | undefined {
  try {
    const { values } = parseArgs({
      args: argv.slice(2),
      options: {
        check: { type: "boolean", default: false },
        "discord-app": { type: "string" },
        http: { type: "string" },
        help: { type: "boolean", short: "h" },
      },
    });
    if (values.help) {
      stdout.write(usage);
      return undefined;
    }
    const { check, http, "discord-app": discordApp } = values;
    return {
      check,
      ...(http === undefined ? {} : { http }),
      ...(discordApp === undefined ? {} : { discordApp }),
    };
  } catch (error) {
    refuse((error as Error).message);
    return undefined;
  }
}

function refuse(told: string): void {
  stderr.write(`${told}\n\n${usage}`);
  process.exitCode = 2;
}

function readEnvFile(): void {
  try {
    loadEnvFile();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
  }
}
