import type { BranchId, ChatId, JobId, MessageId, PlatformName, WorkspaceId } from "./ids.ts";
import type { FileRef, Person } from "./inbound.ts";

/** What was said, for taking it along. Reads only. */
export interface ExportStore {
  /** The chats there are, those last talked in first. */
  chats(): Promise<ChatSummary[]>;
  /** The chats in this channel: one, unless it is shared between workspaces. */
  find(platform: PlatformName, channel: string): Promise<ExportChat[]>;
  /** A chat as it stands now: what is said later is not part of it. Undefined if there is none with this id. */
  open(chat: ChatId): Promise<OpenExport | undefined>;
}

export interface ExportChat {
  id: ChatId;
  platform: PlatformName;
  workspace: WorkspaceId;
  channel: string;
  kind: "channel" | "dm";
}

export interface ChatSummary extends ExportChat {
  branches: number;
  messages: number;
  /** Milliseconds since the Unix epoch, as all times here; absent while nothing was said. */
  activeAt: number | undefined;
}

export interface OpenExport {
  chat: ExportChat;
  /** Every branch that people can see, oldest first. */
  branches: readonly ExportBranch[];
  /**
   * Reads the messages, a page at a time, oldest first. Deleted ones never appear; of an answer that was given again
   * the earlier ones do, marked `superseded`.
   * - One branch: its whole path, wherever it was said.
   * - A tree: its branches in the order given. Each message comes once, under the branch it was said in, or, if that
   *   one is not among them or does not show it any more, under the first that shows it.
   */
  read(what: ExportWhat): AsyncGenerator<ExportEntry>;
}

export type ExportWhat =
  | { kind: "branch"; branch: BranchId }
  | { kind: "tree"; branches: readonly BranchId[] };

export interface ExportBranch {
  id: BranchId;
  name: string;
  /** The branch it left, or, if that was deleted, the nearest one before it that was not. */
  parent: BranchId | undefined;
  /** The message at which it left its parent; absent if that was deleted. */
  forkedAt: MessageId | undefined;
  /** The platform thread it stands in. */
  thread: string | undefined;
  main: boolean;
  /** The channel itself goes on with it. */
  current: boolean;
  merged: boolean;
  author: Person | undefined;
  createdAt: number;
  /** What was merged into it, oldest first; merges that were undone are not among them. */
  merges: readonly ExportMove[];
}

export interface ExportMove {
  id: JobId;
  kind: "append" | "replace" | "digest";
  source: BranchId;
  by: Person;
  at: number;
}

export type ExportEntry =
  | { kind: "branch"; branch: ExportBranch }
  /** What follows was said in this branch, and shows here because of the merge, if one is named. */
  | { kind: "passage"; from: BranchId; move: ExportMove | undefined }
  /** In a tree: messages of another branch show here too; they come under that one. */
  | { kind: "elsewhere"; from: BranchId; move: ExportMove | undefined }
  | { kind: "message"; message: ExportMessage };

export interface ExportMessage {
  id: MessageId;
  /** `marker`: what was said before no longer counts for answers. */
  role: "person" | "parley" | "marker";
  author: Person;
  at: number;
  editedAt: number | undefined;
  /** Markdown. */
  text: string;
  /** Such as where it was answered. */
  note: string | undefined;
  /** Never with their addresses, which may carry tokens. */
  files: readonly Pick<FileRef, "name" | "mime" | "sizeBytes">[];
  superseded: boolean;
}
