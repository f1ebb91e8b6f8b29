import type { Manifest } from "./manifest.ts";
import { RESERVED_COMMANDS } from "./reserved.ts";

export interface ManifestProblem {
  /** JSON pointer into the manifest. */
  pointer: string;
  message: string;
}

/** Thrown by `install`: Slack takes a manifest whole or not at all. */
export class ManifestRefused extends Error {
  readonly code = "invalid_manifest";
  readonly errors: readonly ManifestProblem[];

  constructor(errors: readonly ManifestProblem[]) {
    super(`invalid_manifest: ${errors.map((e) => `${e.pointer} ${e.message}`).join("; ")}`);
    this.name = "ManifestRefused";
    this.errors = errors;
  }
}

/** Every problem of a manifest. Source of the caps: @slack/web-api `types/request/manifest.ts`. */
export function manifestProblems(manifest: Manifest): ManifestProblem[] {
  const problems: ManifestProblem[] = [];
  const add = (pointer: string, message: string) => problems.push({ pointer, message });
  const atMost = (pointer: string, text: unknown, max: number, required = false) => {
    if (typeof text !== "string" || text === "") {
      if (required) add(pointer, "must be a non-empty string");
    } else if (text.length > max) add(pointer, `must be at most ${max} characters`);
  };
  const few = (pointer: string, list: readonly unknown[] | undefined, max: number) => {
    if (list && list.length > max) add(pointer, `must have at most ${max} items`);
  };

  atMost("/display_information/name", manifest.display_information?.name, 35, true);
  atMost("/display_information/description", manifest.display_information?.description, 140);
  atMost("/display_information/long_description", manifest.display_information?.long_description, 4000);

  const features = manifest.features ?? {};
  if (features.bot_user) {
    const name = features.bot_user.display_name;
    atMost("/features/bot_user/display_name", name, 80, true);
  }
  if (features.assistant_view) {
    add("/features/assistant_view", "is not available to new apps since 2026-06-30; use agent_view");
  }
  atMost("/features/agent_view/agent_description", features.agent_view?.agent_description, 300);
  few("/features/agent_view/suggested_prompts", features.agent_view?.suggested_prompts, 4);
  few("/features/unfurl_domains", features.unfurl_domains, 5);

  few("/features/shortcuts", features.shortcuts, 10);
  const callbacks = new Set<string>();
  features.shortcuts?.forEach((shortcut, i) => {
    const at = `/features/shortcuts/${i}`;
    if (shortcut.type !== "global" && shortcut.type !== "message")
      add(`${at}/type`, "must be global or message");
    atMost(`${at}/name`, shortcut.name, 24, true);
    atMost(`${at}/callback_id`, shortcut.callback_id, 255, true);
    atMost(`${at}/description`, shortcut.description, 150, true);
    if (callbacks.has(shortcut.callback_id)) add(`${at}/callback_id`, "must be unique");
    callbacks.add(shortcut.callback_id);
  });

  few("/features/slash_commands", features.slash_commands, 50);
  const commands = new Set<string>();
  features.slash_commands?.forEach((command, i) => {
    const at = `/features/slash_commands/${i}`;
    if (!/^\/[a-z0-9_.-]+$/.test(command.command ?? "")) {
      add(`${at}/command`, "must begin with / and hold only lower-case letters, digits, - _ .");
    }
    atMost(`${at}/command`, command.command, 32, true);
    atMost(`${at}/description`, command.description, 2000, true);
    atMost(`${at}/usage_hint`, command.usage_hint, 1000);
    if (RESERVED_COMMANDS.has(command.command))
      add(`${at}/command`, `${command.command} is a built-in command`);
    if (commands.has(command.command)) add(`${at}/command`, "must be unique");
    commands.add(command.command);
  });

  const scopes = manifest.oauth_config?.scopes?.bot;
  few("/oauth_config/scopes/bot", scopes, 255);
  few("/oauth_config/redirect_urls", manifest.oauth_config?.redirect_urls, 1000);
  few("/settings/event_subscriptions/bot_events", manifest.settings?.event_subscriptions?.bot_events, 100);
  if (commands.size > 0 && !scopes?.includes("commands")) {
    add("/oauth_config/scopes/bot", "must include commands when there are slash commands");
  }
  if (features.agent_view && !scopes?.includes("assistant:write")) {
    add("/oauth_config/scopes/bot", "must include assistant:write when there is an agent_view");
  }
  if (scopes && scopes.length > 0 && !features.bot_user) {
    add("/features/bot_user", "is required for bot scopes");
  }
  return problems;
}
