import type { Fact } from "./web-api.ts";

const interactivity = "docs.slack.dev/interactivity";

export const PEOPLE_FACTS: readonly Fact[] = [
  {
    id: "SLACK-SLASH-THREADS",
    fact: "an app's slash commands cannot be used in threads",
    source: "api.slack.com/interactivity/slash-commands; slackapi/bolt-python#873",
  },
  {
    id: "SLACK-SLASH-ESCAPE",
    fact: "people, channels and links of a command come as tokens only with should_escape, else as shown",
    source:
      'api.slack.com/interactivity/slash-commands, "Escape channels, users, and links sent to your app"',
  },
  {
    id: "SLACK-RESERVED-NAMES",
    fact: "a manifest that names a built-in command is refused whole",
    source: "slack.com/help/articles/201259356; NousResearch/hermes-agent _SLACK_RESERVED_COMMANDS",
  },
  {
    id: "SLACK-INVITE-NAME",
    fact: "/invite is among the refused names",
    source:
      "secondary sources only: people invite bots with the built-in one (hermes-agent docs, slack.md step 9)",
  },
  {
    id: "SLACK-MANIFEST-CAPS",
    fact: "50 commands of 32 characters, 10 shortcuts, 4 prompts, 100 events, and the texts' lengths",
    source: "@slack/web-api types/request/manifest.ts",
  },
  {
    id: "SLACK-AGENT-VIEW-ONLY",
    fact: "new apps have the agent view only, since 2026-06-30",
    source: "docs.slack.dev/ai/migrating-to-agent-messaging",
  },
  {
    id: "SLACK-AGENT-DM",
    fact: "app_home_opened with tab messages; each direct message is a root; app_context_changed and app_context",
    source: "docs.slack.dev/ai/migrating-to-agent-messaging",
  },
  {
    id: "SLACK-SESSION-STOP",
    fact: "Stop stands while processing; streams end with stopped_by_user; the status is the app's to change",
    source: "docs.slack.dev/reference/events/agent_session_stopped",
  },
  {
    id: "SLACK-RESPONSE-URL",
    fact: "five uses in thirty minutes; used_url, expired_url; replace_original, delete_original, in_channel",
    source: `${interactivity}/handling-user-interaction#message_responses`,
  },
  {
    id: "SLACK-TRIGGER-3S",
    fact: "expired_trigger_id after three seconds, exchanged_trigger_id after one use, invalid_trigger_id",
    source: "docs.slack.dev/reference/methods/views.open",
  },
  {
    id: "SLACK-VIEW-LIMITS",
    fact: "titles of 24, 100 blocks, 3000 of private_metadata, a submit for inputs, view_too_large at 250 kB",
    source: "@slack/types views.ts; docs.slack.dev/reference/methods/views.open",
  },
  {
    id: "SLACK-VIEW-STACK",
    fact: "push_limit_reached beyond three; duplicate_external_id; hash_conflict; not_found",
    source: "docs.slack.dev/reference/methods/views.push, views.update",
  },
  {
    id: "SLACK-VIEW-SUBMIT",
    fact: "response_action errors, update, push, clear; view_closed only with notify_on_close",
    source: "docs.slack.dev/surfaces/modals",
  },
  {
    id: "SLACK-VIEW-INITIAL",
    fact: "what an input began with is sent unless it was changed or emptied; an initial option is one of the options",
    source:
      "docs.slack.dev/reference/interaction-payloads/view-interactions-payload; block-elements, initial_option",
  },
  {
    id: "SLACK-SUGGESTIONS",
    fact: "block_suggestion asks for an external menu's options",
    source: `docs.slack.dev/reference/interaction-payloads/block_suggestion-payload`,
  },
  {
    id: "SLACK-BUTTONS",
    fact: "block_actions with container, message, action and trigger; no message for ephemeral ones",
    source: "docs.slack.dev/reference/interaction-payloads/block_actions-payload",
  },
  {
    id: "SLACK-SHORTCUTS",
    fact: "message shortcuts carry the message; global ones neither channel nor response_url",
    source: `${interactivity}/implementing-shortcuts`,
  },
  {
    id: "SLACK-VISIBILITY",
    fact: "private channels are for members, and guests see only where they were added",
    source: "slack.com/help/articles/202518103",
  },
];
