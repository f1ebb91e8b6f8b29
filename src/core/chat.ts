import type { BranchId, ChatId, WorkspaceId } from "./ids.ts";

/** What people can set for a chat; absent means the platform's or the installation's default. */
export interface ChatSettings {
  /** `openai/NAME` or `anthropic/NAME`. */
  model?: string;
  /** Where Parley answers a message that stands in the channel itself. */
  answerIn?: "channel" | "thread";
  /** Shared chats: whether Parley answers only what is addressed to it, or everything. */
  answers?: "addressed" | "always";
  /** Shared chats: who may bring people in; editors unless said otherwise. */
  inviting?: "owner" | "editors";
  /** Shared chats: who may merge and switch; editors unless said otherwise. */
  merging?: "owner" | "editors";
  /** Shared chats: what people of the channel are who were given no role. */
  everyone?: "editor" | "viewer";
  /** How Parley is to speak here, in people's own words. */
  persona?: string;
}

/** The conversation that a place belongs to. */
export interface Conversation {
  workspace: WorkspaceId;
  chat: ChatId;
  branch: BranchId;
  settings: ChatSettings;
}
