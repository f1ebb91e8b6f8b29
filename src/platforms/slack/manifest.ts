import type { CommandSpec, OptionSpec } from "../../core/command.ts";
import { commandsOn } from "../../core/commands-on.ts";
import { menuOf } from "../../core/message-menu.ts";
import { SHORTCUT_PREFIX, UMBRELLA } from "./interaction-names.ts";
import { RESERVED_COMMANDS } from "./reserved-commands.ts";
import type { Prompts } from "./sessions.ts";

/** How Slack is to deliver: over a socket, or to this https address. */
export type Delivery = { kind: "socket" } | { kind: "http"; url: string };

/** Every right Parley asks for, and what it is for. */
export const SCOPES = {
  "app_mentions:read": "to be mentioned",
  "assistant:write": "to work in Slack's agent view: status, title and suggested prompts",
  "channels:history": "to read the threads of public channels it is in, and what it missed",
  "channels:read": "to know which public channels it is in",
  "channels:write.invites": "to let people in who were invited to a shared chat in a public channel",
  "chat:write": "to answer",
  commands: "for its slash commands and shortcuts",
  "files:read": "to look at files that people send it",
  "files:write": "to send files",
  "groups:history": "to read the threads of private channels it is in, and what it missed",
  "groups:read": "to know which private channels it is in",
  "groups:write.invites": "to let people in who were invited to a shared chat in a private channel",
  "im:history": "to read what people write to it directly",
  "im:read": "to know who writes to it directly",
  "im:write": "to send someone what is not for the channel",
  "metadata.message:read": "to find out whether its own message arrived when Slack's answer was lost",
  "mpim:history": "to read group messages it is in, and what it missed",
  "mpim:read": "to know which group messages it is in",
  "users:read": "to call people by their names",
  "users:read.email": "to find who is invited by e-mail address",
} as const;

/** Every event Parley listens to, and what it is for. */
export const EVENTS = {
  agent_session_stopped: "Slack's own Stop",
  app_home_opened: "to suggest prompts when someone opens its messages",
  app_mention: "to be mentioned",
  app_uninstalled: "to stop when it is removed",
  "message.channels": "replies, edits and deletions in public channels",
  "message.groups": "replies, edits and deletions in private channels",
  "message.im": "direct messages",
  "message.mpim": "group messages",
  tokens_revoked: "to stop when its token is taken away",
} as const;

/** Caps of @slack/web-api `types/request/manifest.ts`; a shortcut's name may have 24 characters. */
const MAX_COMMANDS = 50;
const MAX_SHORTCUTS = 10;

/**
 * The app manifest that gives Slack all of Parley: paste it at api.slack.com/apps, "From a manifest".
 * Commands whose names Slack keeps to itself are left out (one of them makes Slack refuse the whole manifest); they
 * are reached through `/parley`.
 */
export function buildManifest(options: {
  commands: readonly CommandSpec[];
  delivery: Delivery;
  prompts?: Prompts;
}): object {
  const { delivery, prompts } = options;
  const commands = commandsOn("slack", options.commands);
  const address = delivery.kind === "http" ? delivery.url : undefined;
  const slash = (name: string, description: string, hint: string) => ({
    command: `/${name}`,
    description: cut(description, 2_000),
    ...(hint ? { usage_hint: cut(hint, 1_000) } : {}),
    // Only so do people come as ids and not as names.
    should_escape: true,
    ...(address ? { url: address } : {}),
  });
  const named = commands.filter((command) => isAllowed(command.name)).slice(0, MAX_COMMANDS - 1);
  const names = commands.map((command) => command.name).join(" | ");
  return {
    _metadata: { major_version: 2, minor_version: 1 },
    display_information: {
      name: "Parley",
      description: "The AI team-mate for your channels and messages",
    },
    features: {
      agent_view: {
        agent_description: "Answers, together with the whole team: mention it, or write to it directly.",
        ...(prompts ? { suggested_prompts: prompts.prompts.slice(0, 4) } : {}),
      },
      app_home: {
        home_tab_enabled: false,
        messages_tab_enabled: true,
        messages_tab_read_only_enabled: false,
      },
      bot_user: { display_name: "parley", always_online: true },
      shortcuts: shortcutsFor(commands).slice(0, MAX_SHORTCUTS),
      slash_commands: [
        slash(UMBRELLA, "Everything Parley can do", names),
        ...named.map((command) =>
          slash(command.name, command.summary, command.options.map(hintOf).filter(Boolean).join(" ")),
        ),
      ],
    },
    oauth_config: { scopes: { bot: Object.keys(SCOPES) } },
    settings: {
      event_subscriptions: {
        bot_events: Object.keys(EVENTS),
        ...(address ? { request_url: address } : {}),
      },
      interactivity: { is_enabled: true, ...(address ? { request_url: address } : {}) },
      org_deploy_enabled: false,
      socket_mode_enabled: delivery.kind === "socket",
      token_rotation_enabled: false,
    },
  };
}

/**
 * Those that take the message they are chosen on come first. The others are there because no slash command can be
 * typed in a thread; they must need nothing else.
 */
function shortcutsFor(commands: readonly CommandSpec[]) {
  const menu = menuOf(commands);
  const others = commands.filter((one) => !one.menu && one.options.every((option) => !option.required));
  const named = [
    ...menu.map((command) => ({ command, name: command.menu.label })),
    ...others.map((command) => ({ command, name: `Parley: ${command.name}` })),
  ];
  return named.map(({ command, name }) => ({
    type: "message",
    name: cut(name, 24),
    callback_id: `${SHORTCUT_PREFIX}${command.name}`,
    description: cut(command.summary, 150),
  }));
}

/** The leading slash counts towards Slack's 32 characters. */
function isAllowed(name: string): boolean {
  return name !== UMBRELLA && name.length < 32 && !RESERVED_COMMANDS.has(name);
}

function hintOf(option: OptionSpec): string {
  const choices =
    option.kind === "choice" ? option.choices.map((choice) => choice.value).join("|") : undefined;
  if (option.kind === "image") return "";
  const name = choices ?? (option.kind === "person" ? `@${option.name}` : option.name);
  return option.required ? name : `[${name}]`;
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : `${text.slice(0, length - 1)}…`;
}
