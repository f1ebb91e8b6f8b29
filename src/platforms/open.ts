import type { Config } from "../config.ts";
import type { Clock } from "../core/clock.ts";
import type { CommandSpec } from "../core/command.ts";
import { commandsOn } from "../core/commands-on.ts";
import type { Log } from "../core/log.ts";
import type { Platform } from "../core/platform.ts";
import type { Probe } from "../core/probe.ts";
import type { Http } from "../observe/http.ts";

export interface PlatformDeps {
  clock: Clock;
  log: Log;
  probe?: Probe;
  http: Http;
  commands: readonly CommandSpec[];
}

/** Offered to whoever opens Parley's direct messages, where the platform can. */
const prompts = {
  title: "What shall we do?",
  prompts: [
    { title: "What can you do?", message: "What can you do here?" },
    { title: "Explain something", message: "Explain to me, in plain words: " },
    { title: "Draft a message", message: "Help me draft a message to my team about " },
  ],
};

/** The platforms that are set up. Only their libraries are loaded. */
export async function openPlatforms(config: Config, deps: PlatformDeps): Promise<Platform[]> {
  const platforms: Platform[] = [];
  if (config.discord) {
    const { createDiscordPlatform } = await import("./discord/discord.ts");
    const commands = commandsOn("discord", deps.commands);
    platforms.push(createDiscordPlatform({ ...deps, ...config.discord, commands }));
  }
  if (config.slack) {
    const { createSlackPlatform } = await import("./slack/slack.ts");
    const { botToken, apiUrl, transport } = config.slack;
    const how = transport.kind === "http" ? ({ ...transport, route: deps.http.route } as const) : transport;
    const commands = commandsOn("slack", deps.commands);
    platforms.push(createSlackPlatform({ ...deps, botToken, apiUrl, transport: how, prompts, commands }));
  }
  return platforms;
}
