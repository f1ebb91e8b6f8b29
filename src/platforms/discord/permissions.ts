import { PermissionFlagsBits } from "discord.js";

/** What Parley asks for when it is invited, and why: no more than what it does now. */
export const neededPermissions = {
  ViewChannel: "to see the messages that are meant for it",
  SendMessages: "to answer in channels",
  SendMessagesInThreads: "to answer in threads",
  CreatePublicThreads: "to open a thread for each branch",
  CreatePrivateThreads: "to branch off from a private thread into another",
  ManageThreads: "to archive the thread of a branch that was merged",
  ReadMessageHistory: "to reply to messages and to catch up on what it missed",
  AttachFiles: "to send files",
} as const satisfies Partial<Record<keyof typeof PermissionFlagsBits, string>>;

/** The link with which an administrator adds Parley to a server (discord docs: topics/oauth2). */
export function inviteUrl(applicationId: string): string {
  const names = Object.keys(neededPermissions) as (keyof typeof neededPermissions)[];
  const bits = names.reduce((sum, name) => sum | PermissionFlagsBits[name], 0n);
  const query = new URLSearchParams({
    client_id: applicationId,
    scope: "bot applications.commands",
    permissions: bits.toString(),
  });
  return `https://discord.com/oauth2/authorize?${query}`;
}
