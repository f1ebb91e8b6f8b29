/**
 * Ids that must never be swapped for one another. Each is a plain string at run time;
 * only the functions here make them.
 */
declare const brand: unique symbol;
type Id<Name extends string> = string & { readonly [brand]: Name };

/** `discord/GUILD`, `discord/@me`, `slack/TEAM`: the tenant, part of every key and every query. */
export type WorkspaceId = Id<"workspace">;
export type ChatId = Id<"chat">;
export type BranchId = Id<"branch">;
export type MessageId = Id<"message">;
export type JobId = Id<"job">;

export type PlatformName = "discord" | "slack";

export function workspaceId(platform: PlatformName, externalId: string): WorkspaceId {
  return `${platform}/${externalId}` as WorkspaceId;
}

export const chatId = (uuid: string) => uuid as ChatId;
export const branchId = (uuid: string) => uuid as BranchId;
export const messageId = (uuid: string) => uuid as MessageId;
export const jobId = (uuid: string) => uuid as JobId;
