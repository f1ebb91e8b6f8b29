import type { Fact } from "./fact.ts";

/** What holds for permissions, guilds, channels and threads. */
export const placesFacts = [
  {
    id: "DISCORD-PERMISSION-ORDER",
    fact: "everyone's overwrite, then the roles', then the member's; allow beats deny in each",
    source: 'discord docs: topics/permissions "Permission Overwrites"',
  },
  {
    id: "DISCORD-PERMISSION-HIDDEN",
    fact: "who cannot see a channel can do nothing in it",
    source: 'discord docs: topics/permissions "Implicit Permissions"',
  },
  {
    id: "DISCORD-PERMISSION-TIMEOUT",
    fact: "a timed-out member reads and nothing else, until the time is over",
    source: 'discord docs: topics/permissions "Permissions for Timed Out Members"',
  },
  {
    id: "DISCORD-PERMISSION-HISTORY",
    fact: "without reading history a list is empty, a message 50001, a reply 160002",
    source: 'discord docs: resources/message "Get Channel Messages"; topics/opcodes-and-status-codes "JSON"',
  },
  {
    id: "DISCORD-PERMISSION-HIERARCHY",
    fact: "nobody acts on a member whose highest role is not below their own",
    source: 'discord docs: topics/permissions "Permission Hierarchy"',
  },
  {
    id: "DISCORD-GUILD-LEFT",
    fact: "once the bot is put out, the guild is unknown to it and its channels are closed",
    source: 'discord docs: events/gateway-events "Guild Delete"',
  },
  {
    id: "DISCORD-CHANNEL-CREATE",
    fact: "making and closing off channels takes the rights, and none can be given that one lacks",
    source: 'discord docs: resources/guild "Create Guild Channel"',
  },
  {
    id: "DISCORD-CHANNEL-DELETED",
    fact: "with its channel, messages and threads are gone: 10003",
    source: 'discord docs: resources/channel "Delete/Close Channel"',
  },
  {
    id: "DISCORD-CHANNEL-OBFUSCATED",
    fact: "of channels the bot may not see the gateway tells next to nothing, REST nothing",
    source:
      'discord docs: resources/channel "Obfuscated Channels"; change-log "Channel Obfuscation for Users and Bots"',
  },
  {
    id: "DISCORD-THREAD-FROM-MESSAGE",
    fact: "the thread has the message's id, the message its flag, the first entry points back",
    source: 'discord docs: resources/channel "Start Thread from Message"; topics/threads "New Message Types"',
  },
  {
    id: "DISCORD-THREAD-ONCE",
    fact: "a message carries one thread, a second is 160004",
    source: 'discord docs: topics/opcodes-and-status-codes "JSON"',
  },
  {
    id: "DISCORD-THREAD-WITHOUT-MESSAGE",
    fact: "private unless a type is given; a public one is announced in the channel",
    source:
      'discord docs: resources/channel "Start Thread without Message"; topics/threads "New Message Types"',
  },
  {
    id: "DISCORD-THREAD-PRIVATE",
    fact: "only its members and those who manage threads see a private thread",
    source: 'discord docs: topics/threads "Permissions"',
  },
  {
    id: "DISCORD-THREAD-INVITABLE",
    fact: "members add others to a private thread only while it is invitable",
    source: 'discord docs: resources/channel "Thread Metadata Object", "Add Thread Member"',
  },
  {
    id: "DISCORD-THREAD-NAME",
    fact: "a name has 1 to 100 characters, a time is 60, 1440, 4320 or 10080 minutes",
    source: 'discord docs: resources/channel "Start Thread from Message"',
  },
  {
    id: "DISCORD-THREAD-ARCHIVED",
    fact: "in an archived thread edits, reactions and joining are 50083; deleting is not",
    source:
      'discord docs: topics/threads "Active & Archived Threads"; topics/opcodes-and-status-codes "JSON"',
  },
  {
    id: "DISCORD-THREAD-WAKE",
    fact: "writing in an archived thread opens it again",
    source: 'discord docs: topics/threads "Active & Archived Threads"',
  },
  {
    id: "DISCORD-THREAD-LOCKED",
    fact: "in a locked thread only those who manage threads write, edit and open it: 160005",
    source: 'discord docs: topics/threads "Locked Threads"',
  },
  {
    id: "DISCORD-THREAD-LIMIT",
    fact: "a guild has a cap of open threads, then 160006",
    source: 'discord docs: topics/opcodes-and-status-codes "JSON"',
  },
  {
    id: "DISCORD-THREAD-RIGHTS",
    fact: "opening, writing and managing threads are rights of their own",
    source: 'discord docs: topics/threads "Permissions", "Editing & Deleting Threads"',
  },
  {
    id: "DISCORD-THREAD-NEST",
    fact: "there are no threads in threads: 50024",
    source: 'discord docs: resources/channel "Start Thread from Message"',
  },
  {
    id: "DISCORD-THREAD-QUIET",
    fact: "a thread archives itself after its time without a message",
    source: 'discord docs: topics/threads "Active & Archived Threads"',
  },
  {
    id: "DISCORD-THREAD-LISTS",
    fact: "open threads by guild, archived ones by channel, private ones only for those who may",
    source: 'discord docs: topics/threads "Enumerating threads"',
  },
  {
    id: "DISCORD-THREAD-NOTICES",
    fact: "renaming and adding somebody leave a line in the thread",
    source: 'discord docs: topics/threads "New Message Types"',
  },
  {
    id: "DISCORD-THREAD-MEMBERS",
    fact: "who is in a thread is listed only for apps with the members intent",
    source: 'discord docs: topics/threads "Syncing for other users"',
  },
] as const satisfies readonly Fact[];
