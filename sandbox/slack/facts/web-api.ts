/** `fact` says what Slack does. `source` is public; secondary sources are called that. */
export interface Fact {
  id: string;
  fact: string;
  source: string;
}

const methods = "docs.slack.dev/reference/methods";

export const WEB_API_FACTS: readonly Fact[] = [
  {
    id: "SLACK-AUTH",
    fact: "not_authed, invalid_auth, token_revoked, account_inactive, not_allowed_token_type",
    source: `${methods}/auth.test`,
  },
  {
    id: "SLACK-SCOPES",
    fact: "missing_scope says which is needed and which were provided; conversations ask by kind of channel",
    source: "docs.slack.dev/authentication/tokens; each method's page",
  },
  {
    id: "SLACK-BODIES",
    fact: "forms and JSON; missing_charset, superfluous_charset; read methods and getUploadURLExternal ignore JSON",
    source: "docs.slack.dev/apis/web-api, POST bodies",
  },
  {
    id: "SLACK-ARGUMENTS",
    fact: "invalid_arguments with messages in response_metadata; unknown_method with req_method",
    source: "docs.slack.dev/apis/web-api, Evaluating responses",
  },
  {
    id: "SLACK-TIERS",
    fact: "1, 20, 50 or 100 calls a minute by method and workspace, then 429 with Retry-After in seconds",
    source:
      "docs.slack.dev/apis/web-api/rate-limits; slackapi/java-slack-sdk rate_limit_tiers.json (86ff7ca)",
  },
  {
    id: "SLACK-POST-RATE",
    fact: "chat.postMessage: about one a second and channel, short bursts tolerated (five here; Slack names no size)",
    source: "docs.slack.dev/apis/web-api/rate-limits",
  },
  {
    id: "SLACK-HISTORY-UNLISTED",
    fact: "history and replies: one call a minute, 15 objects, for commercially distributed apps outside the Marketplace",
    source: "docs.slack.dev/apis/web-api/rate-limits; its changelog of 2025-05-29",
  },
  {
    id: "SLACK-PAGES",
    fact: "cursors, has_more, invalid_cursor; replies begin with their root",
    source: `docs.slack.dev/apis/web-api/pagination; ${methods}/conversations.replies`,
  },
  {
    id: "SLACK-POST-PLACE",
    fact: "not_in_channel, channel_not_found for what the app cannot see, is_archived; a user id opens the direct message",
    source: `${methods}/chat.postMessage`,
  },
  {
    id: "SLACK-TEXT-LIMITS",
    fact: "text is cut at 40,000; chat.update refuses beyond 4,000; markdown_text beyond 12,000 or beside text or blocks",
    source: `${methods}/chat.postMessage, ${methods}/chat.update`,
  },
  {
    id: "SLACK-ESCAPES",
    fact: "stray &, < and > are stored escaped, bare links in angle brackets",
    source: "docs.slack.dev/messaging/formatting-message-text",
  },
  {
    id: "SLACK-BLOCK-LIMITS",
    fact: "every length and count of Block Kit; invalid_blocks with a JSON pointer; invalid_blocks_format",
    source: "@slack/types 3 block-kit; docs.slack.dev/reference/block-kit",
  },
  {
    id: "SLACK-BLOCKS-TOTAL",
    fact: "msg_blocks_too_long near 13,200 characters in all, though no single limit is reached",
    source: "slackapi/bolt-js#2509 (measured, not documented)",
  },
  {
    id: "SLACK-MARKDOWN-BLOCK",
    fact: "12,000 characters for all markdown blocks together; one becomes several blocks; block_id is ignored",
    source: "docs.slack.dev/reference/block-kit/blocks/markdown-block",
  },
  {
    id: "SLACK-THREADS-FLAT",
    fact: "threads do not nest: a reply's ts is no thread_ts",
    source: "@slack/web-api types/request/chat.ts, ThreadTS",
  },
  {
    id: "SLACK-UPDATE",
    fact: "own messages only; text without blocks drops the blocks and shows as edited, blocks do not",
    source: `${methods}/chat.update`,
  },
  {
    id: "SLACK-UPDATE-FILES",
    fact: "file_ids puts files into a message that stands: they are shared there, and whoever reads it sees them",
    source: `${methods}/chat.update`,
  },
  {
    id: "SLACK-DELETE",
    fact: "own messages only; a root with replies stays as a tombstone",
    source: `${methods}/chat.delete; payloads recorded by slackapi/java-slack-sdk`,
  },
  {
    id: "SLACK-EPHEMERAL",
    fact: "seen by one, not kept, not editable; in a thread only once it has replies; user_not_in_channel",
    source: `${methods}/chat.postEphemeral`,
  },
  {
    id: "SLACK-METADATA",
    fact: "invalid_metadata_format, invalid_metadata_schema, metadata_too_large; read with include_all_metadata only",
    source: `docs.slack.dev/messaging/message-metadata; ${methods}/chat.postMessage`,
  },
  {
    id: "SLACK-AUTHORSHIP",
    fact: "username and icon need chat:write.customize and make a bot_message without user",
    source: `${methods}/chat.postMessage; docs.slack.dev/reference/events/message/bot_message`,
  },
  {
    id: "SLACK-PERMALINK",
    fact: "p and the ts without its dot; replies with thread_ts and cid; message_not_found",
    source: `${methods}/chat.getPermalink`,
  },
  {
    id: "SLACK-REACTIONS",
    fact: "already_reacted, no_reaction, invalid_name, message_not_found",
    source: `${methods}/reactions.add, ${methods}/reactions.remove`,
  },
  {
    id: "SLACK-MEMBERS",
    fact: "invitations are all or nothing unless forced; who and where cannot be invited, kicked, joined",
    source: `${methods}/conversations.invite, conversations.kick, conversations.join`,
  },
  {
    id: "SLACK-CREATE",
    fact: "names: lower case, at most 80, taken once; #general cannot be archived",
    source: `${methods}/conversations.create, conversations.archive`,
  },
  {
    id: "SLACK-OPEN",
    fact: "direct messages are reused; user_not_found, user_disabled, users_list_not_supplied",
    source: `${methods}/conversations.open`,
  },
  {
    id: "SLACK-EMAIL",
    fact: "users_not_found for strangers, bots and the deactivated; e-mails show with users:read.email only",
    source: `${methods}/users.lookupByEmail`,
  },
  {
    id: "SLACK-STREAM-START",
    fact: "thread_ts always; outside direct messages recipient_user_id and recipient_team_id as well",
    source: `${methods}/chat.startStream; @slack/web-api types/request/chat.ts`,
  },
  {
    id: "SLACK-STREAM-MODE",
    fact: "a stream takes text or chunks, whichever came first: streaming_mode_mismatch; never both in one call",
    source: `${methods}/chat.appendStream`,
  },
  {
    id: "SLACK-STREAM-LIMITS",
    fact: "12,000 characters a piece; chunks markdown_text, task_update, plan_update, blocks; titles of 256",
    source: `${methods}/chat.appendStream; @slack/types chunk.ts`,
  },
  {
    id: "SLACK-STREAM-LIFE",
    fact: "a stream ends by itself about five minutes after it began, then message_not_in_streaming_state",
    source: "secondary sources only: slackapi/node-slack-sdk#2702, slackapi/python-slack-sdk#1859",
  },
  {
    id: "SLACK-STREAM-EDIT",
    fact: "streaming_state_conflict and cant_delete_message while a message streams",
    source: `${methods}/chat.update`,
  },
  {
    id: "SLACK-STREAM-STOP",
    fact: "blocks, metadata and session_status come with the stop; message_not_owned_by_app",
    source: `${methods}/chat.stopStream`,
  },
  {
    id: "SLACK-STREAM-RECIPIENT",
    fact: "others than the recipient see the beginning only until the stream ends",
    source: "agentconnect-md/agentconnect#1494 (observed)",
  },
  {
    id: "SLACK-STATUS-2MIN",
    fact: "a thread's status goes after two minutes or with the app's next message; ten loading messages",
    source: `${methods}/assistant.threads.setStatus`,
  },
  {
    id: "SLACK-PROMPTS",
    fact: "four suggested prompts, for agent apps; titles in direct messages only",
    source: `${methods}/assistant.threads.setSuggestedPrompts, setTitle`,
  },
  {
    id: "SLACK-SESSIONS",
    fact: "active, processing, suspended, closed; title of 200, kept from the first; a warning when Stop is not subscribed",
    source: `${methods}/agents.sessions.setStatus, agents.sessions.rename`,
  },
  {
    id: "SLACK-UPLOAD",
    fact: "ask for a URL, post the announced bytes, complete once; file_not_found, not_in_channel",
    source: `${methods}/files.getUploadURLExternal, files.completeUploadExternal`,
  },
  {
    id: "SLACK-PRIVATE-FILES",
    fact: "url_private without token, files:read or membership answers 200 with a sign-in page",
    source: "slackapi/bolt-js#2585; vercel/eve#1531",
  },
  {
    id: "SLACK-EXTERNAL-FILES",
    fact: "mode external: url_private is someone else's address",
    source: `docs.slack.dev/messaging/working-with-files#remote; ${methods}/files.remote.add`,
  },
  {
    id: "SLACK-CHECK-FILE-INFO",
    fact: "file_access check_file_info: the id alone, the rest by files.info",
    source: "docs.slack.dev/reference/objects/file-object",
  },
];
