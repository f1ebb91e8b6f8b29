/**
 * Slash commands Slack keeps for itself: a manifest that names one is refused whole.
 * Source: slack.com/help/articles/201259356-Use-built-in-slash-commands, and the list that
 * NousResearch/hermes-agent skips when it generates manifests (`_SLACK_RESERVED_COMMANDS`).
 */
export const RESERVED_COMMANDS: ReadonlySet<string> = new Set([
  "/active",
  "/apps",
  "/archive",
  "/away",
  "/call",
  "/close",
  "/collapse",
  "/dm",
  "/dnd",
  "/expand",
  "/feed",
  "/feedback",
  "/huddle",
  // That `/invite` is refused rests on secondary sources only: people invite bots with the built-in one.
  "/invite",
  "/join",
  "/keys",
  "/kick",
  "/leave",
  "/me",
  "/msg",
  "/mute",
  "/open",
  "/part",
  "/prefs",
  "/pro",
  "/remind",
  "/remove",
  "/rename",
  "/search",
  "/shortcuts",
  "/shrug",
  "/star",
  "/status",
  "/topic",
  "/who",
]);
