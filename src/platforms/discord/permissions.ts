import { PermissionFlagsBits } from "discord.js";

/** What Parley asks for when it is invited, and why: no more than what it does now. */
export const neededPermissions = {
  ViewChannel: "to see the messages that are meant for it",
  SendMessages: "to answer in channels",
  SendMessagesInThreads: "to answer in threads",
  CreatePublicThreads: "to open a thread for each branch",
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

export interface RightsGuild {
  id: string;
  roles: ReadonlyMap<string, { permissions: string }>;
  /** Parley's own roles. */
  myRoles: readonly string[];
}

export interface Overwrite {
  id: string;
  type: number;
  allow: string;
  deny: string;
}

/**
 * Whether Parley may read what was written in a channel, by the order in which Discord applies rights: everyone's
 * role, own roles, then the channel's overwrites for everyone, for roles, for the member (discord docs: topics/permissions).
 */
export function mayReadHistory(guild: RightsGuild, overwrites: readonly Overwrite[], me: string): boolean {
  const bitsOf = (role: string) => BigInt(guild.roles.get(role)?.permissions ?? "0");
  let bits = [guild.id, ...guild.myRoles].reduce((sum, role) => sum | bitsOf(role), 0n);
  if (bits & PermissionFlagsBits.Administrator) return true;
  const apply = (matching: readonly Overwrite[]) => {
    for (const one of matching) bits &= ~BigInt(one.deny);
    for (const one of matching) bits |= BigInt(one.allow);
  };
  apply(overwrites.filter((one) => one.id === guild.id));
  apply(overwrites.filter((one) => one.type === 0 && guild.myRoles.includes(one.id)));
  apply(overwrites.filter((one) => one.type === 1 && one.id === me));
  const needed = PermissionFlagsBits.ViewChannel | PermissionFlagsBits.ReadMessageHistory;
  return (bits & needed) === needed;
}
