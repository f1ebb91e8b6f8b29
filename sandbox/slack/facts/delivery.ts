import type { Fact } from "./web-api.ts";

const events = "docs.slack.dev/apis/events-api";
const socket = `${events}/using-socket-mode`;
const reference = "docs.slack.dev/reference/events";

export const DELIVERY_FACTS: readonly Fact[] = [
  {
    id: "SLACK-SIGNATURE",
    fact: "X-Slack-Signature: v0 and the HMAC-SHA256 of time and body",
    source: "docs.slack.dev/authentication/verifying-requests-from-slack",
  },
  {
    id: "SLACK-URL-VERIFICATION",
    fact: "a Request URL must give the challenge back before it is taken",
    source: `${reference}/url_verification`,
  },
  {
    id: "SLACK-RETRIES",
    fact: "three retries: at once, after a minute, after five, with x-slack-retry-num and x-slack-retry-reason",
    source: `${events}, Error handling`,
  },
  {
    id: "SLACK-NO-RETRY",
    fact: "x-slack-no-retry: 1 ends the retries, on answers other than 2xx only",
    source: `${events}, Error handling`,
  },
  {
    id: "SLACK-ACK-3S",
    fact: "three seconds to acknowledge; events come again, commands fail with operation_timeout or dispatch_failed",
    source: `${events}; docs.slack.dev/interactivity/implementing-slash-commands`,
  },
  {
    id: "SLACK-REDIRECTS",
    fact: "two redirects are followed, a third is too_many_redirects",
    source: `${events}, Error handling`,
  },
  {
    id: "SLACK-FORMS",
    fact: "commands and interactions are forms; a command may be answered in the reply, in_channel or to the asker",
    source: "docs.slack.dev/interactivity/implementing-slash-commands",
  },
  {
    id: "SLACK-SOCKET-HELLO",
    fact: "hello with num_connections, app_id and approximate_connection_time",
    source: socket,
  },
  {
    id: "SLACK-SOCKET-TICKET",
    fact: "a connection URL works once and not for long (half a minute here; Slack names no time)",
    source: `${socket}; docs.slack.dev/reference/methods/apps.connections.open`,
  },
  {
    id: "SLACK-SOCKET-ONE",
    fact: "each envelope goes to one of the open connections",
    source: `${socket}, Using multiple connections`,
  },
  {
    id: "SLACK-SOCKET-REDELIVERY",
    fact: "without acknowledgement in three seconds an event comes again with retry_attempt and retry_reason",
    source: `${socket}; envelopes recorded by slackapi/java-slack-sdk`,
  },
  {
    id: "SLACK-SOCKET-REFRESH",
    fact: "disconnect warning about ten seconds before refresh_requested; 360 s with debug_reconnects",
    source: `${socket}, Handle disconnects gracefully`,
  },
  {
    id: "SLACK-SOCKET-TOO-MANY",
    fact: "ten connections; the next is told too_many_websockets",
    source: `${socket}; slackapi/node-slack-sdk#1654`,
  },
  {
    id: "SLACK-SOCKET-DISABLED",
    fact: "link_disabled when turned off; apps.connections.open then still answers, with a warning, and nothing comes",
    source: `${socket}; the warning as logged by bolt ("Socket Mode is not turned on.")`,
  },
  {
    id: "SLACK-SOCKET-GOODBYE",
    fact: "Slack answers a close frame and leaves the TCP connection open",
    source: "slackapi/node-slack-sdk#2752 (release notes of @slack/socket-mode 3.2.0)",
  },
  {
    id: "SLACK-SOCKET-PING",
    fact: "Slack pings and answers pings; a half-open connection shows by their absence",
    source: "slackapi/node-slack-sdk packages/socket-mode SlackWebSocket.ts",
  },
  {
    id: "SLACK-SOCKET-RESPONSES",
    fact: "accepts_response_payload: true for commands, false for buttons",
    source: "envelopes recorded by slackapi/java-slack-sdk",
  },
  {
    id: "SLACK-SOCKET-DROP",
    fact: "an event that was lost with a connection comes over the next one",
    source: `${socket}; ${events}, Error handling`,
  },
  {
    id: "SLACK-TWIN-MENTION",
    fact: "a mention arrives as app_mention and as message: one ts, two event_ids",
    source: "langchain-ai/open-swe#1962; chenhg5/cc-connect#1822",
  },
  {
    id: "SLACK-SUBSCRIPTIONS",
    fact: "an event needs its subscription, its scope and the app's membership",
    source: `${events}; ${reference}`,
  },
  {
    id: "SLACK-NOISE-REPLY",
    fact: "a reply is also message_changed of its root, and message_replied, which lacks its subtype",
    source: `CopilotKit/CopilotKit#6717; ${reference}/message/message_replied`,
  },
  {
    id: "SLACK-NOISE-UNFURL",
    fact: "an unfurl is message_changed with the same text; apps' links unfurl when asked, media and blocks unless refused",
    source: "docs.slack.dev/messaging/unfurling-links-in-messages; NousResearch/hermes-agent#89908",
  },
  {
    id: "SLACK-NOISE-EDIT",
    fact: "an edit is message_changed, and app_mention again under the old ts with edited",
    source: "openabdev/openab#1103; payloads recorded by slackapi/java-slack-sdk",
  },
  {
    id: "SLACK-DELETED-EVENT",
    fact: "message_deleted with deleted_ts; a root with replies is message_changed into a tombstone",
    source: `${reference}/message/message_deleted; payloads recorded by slackapi/java-slack-sdk`,
  },
  {
    id: "SLACK-OWN-MESSAGES",
    fact: "the app's own messages and other bots' come back, with bot_id and bot_profile and no subtype",
    source: `${reference}/message; payloads recorded by slackapi/java-slack-sdk`,
  },
  {
    id: "SLACK-FILE-SHARE",
    fact: "files come as message of subtype file_share, with file_created and file_shared",
    source: `${reference}/file_shared; payloads recorded by slackapi/java-slack-sdk`,
  },
  {
    id: "SLACK-MEMBER-EVENTS",
    fact: "member_joined_channel with inviter, member_left_channel, the app's own included",
    source: `${reference}/member_joined_channel`,
  },
  {
    id: "SLACK-RATE-LIMITED-EVENT",
    fact: "30,000 events an hour and workspace; beyond, app_rate_limited, which has no inner event",
    source: `${reference}/app_rate_limited`,
  },
  {
    id: "SLACK-RECORDED",
    fact: "every event has the fields that recorded ones of its kind have",
    source: "payloads recorded by slackapi/java-slack-sdk (86ff7ca)",
  },
  {
    id: "SLACK-FAULT-BEFORE-AFTER",
    fact: "an answer may be lost before or after what was asked took place",
    source: "openclaw/openclaw#22780",
  },
  {
    id: "SLACK-FAULT-ANY",
    fact: "every method, upload, download and response_url can fail or be slow",
    source: "what any service may do",
  },
];
