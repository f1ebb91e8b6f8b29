import type { BranchId, ChatId, WorkspaceId } from "./ids.ts";

/** What people can set for a chat; absent means the platform's or the installation's default. */
export interface ChatSettings {
  /** `openai/NAME` or `anthropic/NAME`. */
  model?: string;
  /** Where Parley answers a message that stands in the channel itself. */
  answerIn?: "channel" | "thread";
}

/** The conversation that a place belongs to. */
export interface Conversation {
  workspace: WorkspaceId;
  chat: ChatId;
  branch: BranchId;
  settings: ChatSettings;
}
