import type { Fact } from "./fact.ts";

/** What holds for messages, their files, mentions and components, and for REST at large. */
export const messagesFacts = [
  {
    id: "DISCORD-AUTH-401",
    fact: "a wrong or missing token is refused with code 0",
    source: 'discord docs: reference "Authentication"; topics/opcodes-and-status-codes "HTTP"',
  },
  {
    id: "DISCORD-ROUTE-UNKNOWN",
    fact: "a path that is none is 404 with code 0",
    source: 'discord docs: topics/opcodes-and-status-codes "HTTP"',
  },
  {
    id: "DISCORD-API-VERSION",
    fact: "only version 10 is served",
    source: 'discord docs: reference "API Versioning"; topics/opcodes-and-status-codes "JSON"',
  },
  {
    id: "DISCORD-JSON-INVALID",
    fact: "a body that is no JSON is 50109",
    source: 'discord docs: topics/opcodes-and-status-codes "JSON"',
  },
  {
    id: "DISCORD-UNKNOWN",
    fact: "channel 10003, guild 10004, member 10007, message 10008, user 10013, command 10063",
    source: 'discord docs: topics/opcodes-and-status-codes "JSON"',
  },
  {
    id: "DISCORD-ACCESS",
    fact: "a channel that is hidden from the bot is 50001",
    source: 'discord docs: topics/opcodes-and-status-codes "JSON"',
  },
  {
    id: "DISCORD-PERMISSION",
    fact: "sending, files and embeds each need their own right, else 50013",
    source: 'discord docs: topics/permissions; resources/message "Create Message"',
  },
  {
    id: "DISCORD-EMPTY",
    fact: "a message without anything to show is 50006, made or edited",
    source: 'discord docs: topics/opcodes-and-status-codes "JSON"',
  },
  {
    id: "DISCORD-FORM",
    fact: "what is wrong is told as a tree of errors under 50035",
    source: 'discord docs: reference "Error Messages"',
  },
  {
    id: "DISCORD-CONTENT-2000",
    fact: "2000 code points are sent, 2001 are refused",
    source: 'discord docs: resources/message "Create Message"',
  },
  {
    id: "DISCORD-EMBEDS",
    fact: "ten embeds, 6000 characters in all, and the limit of every part",
    source: 'discord docs: resources/message "Embed Limits"',
  },
  {
    id: "DISCORD-REPLY",
    fact: "a reply needs a message of the same channel that stands, unless it says otherwise",
    source: 'discord docs: resources/message "Message Reference Structure"',
  },
  {
    id: "DISCORD-EDIT-OTHERS",
    fact: "another's message cannot be edited, 50005, nor deleted without the right, 50013",
    source: 'discord docs: resources/message "Edit Message", "Delete Message"',
  },
  {
    id: "DISCORD-CHANNEL-TYPE",
    fact: "what does not fit a kind of channel is 50024 or 50003",
    source: 'discord docs: topics/opcodes-and-status-codes "JSON"',
  },
  {
    id: "DISCORD-DM-REFUSED",
    fact: "nobody can be written to who shares no guild or takes no messages, 50007",
    source: 'discord docs: topics/opcodes-and-status-codes "JSON"',
  },
  {
    id: "DISCORD-NONCE",
    fact: "with enforce_nonce the same nonce gives the message that stands, without it another",
    source: 'discord docs: resources/message "Create Message", enforce_nonce',
  },
  {
    id: "DISCORD-NONCE-WINDOW",
    fact: "after a few minutes the nonce is free again",
    source: 'discord docs: resources/message "Create Message": "the past few minutes", taken as three',
  },
  {
    id: "DISCORD-NONCE-LENGTH",
    fact: "a nonce has 25 characters at most",
    source: 'discord docs: resources/message "Create Message"',
  },
  {
    id: "DISCORD-EDIT-OLD",
    fact: "messages older than an hour take few edits in a channel, then 30046 with status 429",
    source:
      'discord docs: topics/opcodes-and-status-codes "JSON"; the figure of three in 20 s from starboard-4 issue 118',
  },
  {
    id: "DISCORD-HISTORY",
    fact: "newest first by before, after and around, 50 unless asked, 100 at most",
    source: 'discord docs: resources/message "Get Channel Messages"',
  },
  {
    id: "DISCORD-REACTIONS",
    fact: "unknown emoji 10014, at most 20 kinds 30010, and people can join where they cannot add",
    source: 'discord docs: resources/message "Create Reaction"; topics/opcodes-and-status-codes "JSON"',
  },
  {
    id: "DISCORD-PINS",
    fact: "pinning needs PIN_MESSAGES, not MANAGE_MESSAGES, and writes a notice",
    source: 'discord docs: change-log 2026-02-23; resources/message "Pin Message"',
  },
  {
    id: "DISCORD-DM",
    fact: "the DM of two is one channel, and people write to the bot in it",
    source: 'discord docs: resources/user "Create DM"',
  },
  {
    id: "DISCORD-IDS",
    fact: "ids rise strictly and tell the time they were made, even when the clock stands or jumps back",
    source: 'discord docs: reference "Snowflakes"',
  },
  {
    id: "DISCORD-UNFURL",
    fact: "a link is fetched and shown as a preview by a change that is no edit",
    source: 'discord docs: events/gateway-events "Message Update"; discord-api-docs issue 4442',
  },
  {
    id: "DISCORD-FORWARD",
    fact: "a message is forwarded as a snapshot, by the bot only if it may read it: 160014",
    source: 'discord docs: resources/message "Message Forwarding"; change-log 2026-04-14',
  },
  {
    id: "DISCORD-MENTIONS-DEFAULT",
    fact: "a message that says nothing of mentions notifies users, roles and everyone",
    source: 'discord docs: resources/message "Allowed Mentions Object"',
  },
  {
    id: "DISCORD-MENTIONS-NONE",
    fact: "with an empty parse list nobody is notified or listed",
    source: 'discord docs: resources/message "Allowed Mentions Object"',
  },
  {
    id: "DISCORD-MENTIONS-EDIT",
    fact: "an edit is parsed by its own allowances, by the defaults if it has none",
    source: 'discord docs: resources/message "Edit Message"',
  },
  {
    id: "DISCORD-MENTIONS-LISTS",
    fact: "named users and roles alone, and never beside parsing the same kind",
    source: 'discord docs: resources/message "Allowed Mentions Object"',
  },
  {
    id: "DISCORD-MENTIONS-EVERYONE",
    fact: "everyone and unmentionable roles need MENTION_EVERYONE",
    source: 'discord docs: topics/permissions; topics/permissions "Role Object", mentionable',
  },
  {
    id: "DISCORD-MENTIONS-REPLY",
    fact: "a reply notifies its target unless the allowances leave that out",
    source: 'discord docs: resources/message "Allowed Mentions Object", replied_user',
  },
  {
    id: "DISCORD-MENTIONS-CODE",
    fact: "what stands in code or in an embed mentions nobody",
    source: "undocumented; known to bot authors",
  },
  {
    id: "DISCORD-UPLOAD",
    fact: "files come as a form, described by payload_json, and are served as they were",
    source: 'discord docs: reference "Uploading Files"',
  },
  {
    id: "DISCORD-UPLOAD-LIMIT",
    fact: "a file over 10 MiB or a request over 25 MiB is 40005",
    source: 'discord docs: reference "Uploading Files"; resources/message "Create Message", limitations',
  },
  {
    id: "DISCORD-UPLOAD-TEN",
    fact: "a message carries ten files at most; those that an edit keeps count, 30015",
    source:
      'discord docs: topics/opcodes-and-status-codes "JSON", 30015; resources/message "Create Message", "Edit Message"',
  },
  {
    id: "DISCORD-UPLOAD-EDIT",
    fact: "an edit keeps the attachments it lists, all of them if it lists none",
    source: 'discord docs: resources/message "Edit Message"',
  },
  {
    id: "DISCORD-LINK-SIGNED",
    fact: "a file link carries ex, is and hm and fails when one of them is touched",
    source: 'discord docs: reference "Signed Attachment CDN URLs"',
  },
  {
    id: "DISCORD-LINK-EXPIRY",
    fact: "a link dies after a day; fetching the message again gives a fresh one",
    source:
      'discord docs: reference "Signed Attachment CDN URLs"; the life of a day: DiscordChatExporter issue 1266',
  },
  {
    id: "DISCORD-VOICE-MESSAGE",
    fact: "one audio file with length and waveform, no text, never edited",
    source: 'discord docs: resources/message "Voice Messages"',
  },
  {
    id: "DISCORD-COMPONENTS-ROWS",
    fact: "five rows of five buttons or one menu, ids unique, each part within its limit",
    source: 'discord docs: components/reference "Action Row", "Button", "String Select"',
  },
  {
    id: "DISCORD-COMPONENTS-V2",
    fact: "only with the flag, without content and embeds, 40 components and 4000 characters",
    source:
      "discord docs: components/reference, head of the page; vercel/chat docs on Discord (4000 characters)",
  },
  {
    id: "DISCORD-COMPONENTS-V2-STICKY",
    fact: "the flag can be added by an edit that clears the content, and never removed",
    source: 'discord docs: resources/message "Edit Message", "Message Flags"',
  },
  {
    id: "DISCORD-COMPONENTS-IDS",
    fact: "every component is given an id, counted through the message",
    source: 'discord docs: components/reference "Component id"',
  },
] as const satisfies readonly Fact[];
