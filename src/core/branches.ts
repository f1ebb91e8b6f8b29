import type { BranchId, ChatId, JobId, MessageId } from "./ids.ts";
import type { Person, Place } from "./inbound.ts";
import type { TranscriptMessage } from "./store.ts";

/**
 * The lines of conversation of a chat. A branch is a pointer to a head; forking, merging and undoing write
 * pointers and never copy or lose a message.
 */
export interface BranchStore {
  /** Every branch people can see, oldest first. */
  list(chat: ChatId): Promise<Branch[]>;
  /** Those that were deleted, oldest first. */
  deleted(chat: ChatId): Promise<Branch[]>;
  /** The merges that stand, oldest first. */
  merges(chat: ChatId): Promise<MergeEdge[]>;
  /** What answers in each branch took. */
  spent(chat: ChatId): Promise<ReadonlyMap<BranchId, Spent>>;
  /** What was said last on its path, cut to 400 characters. */
  lastSaid(branch: BranchId): Promise<Said | undefined>;
  /**
   * What a person said last on its path, up to and including the message `at` if it is given; for an answer, its
   * question. Cut to 400 characters.
   */
  topic(branch: BranchId, at?: MessageId): Promise<string | undefined>;
  /** Where a message that stands on the platform is seen: in `prefer` if it can be, else in any branch. */
  locate(place: Place, platformId: string, prefer: BranchId): Promise<Located | undefined>;
  /**
   * Makes a branch that goes on from a message or a head; what happens there later is not seen by it.
   * It stays unseen until `opened`. The same id again gives the same branch again.
   */
  fork(fork: Fork): Promise<Forked>;
  /**
   * The branch's thread is there, or it has none. A branch that adopted the thread meanwhile keeps it
   * and takes this one's name; its id is given.
   */
  opened(branch: BranchId, thread: string | undefined): Promise<BranchId>;
  /** A fork whose thread could not be opened never was. */
  abandon(branch: BranchId): Promise<void>;
  rename(branch: BranchId, name: string): Promise<"renamed" | "main" | "taken" | "gone">;
  /** Takes a branch out of sight; what was forked from it stays. `main` and the channel's current branch cannot go. */
  remove(branch: BranchId): Promise<"removed" | "main" | "current" | "gone">;
  /** The channel itself goes on with this branch. */
  switchTo(branch: BranchId): Promise<"switched" | "already" | "gone">;
  /** What a merge would bring, as of now. */
  preview(merge: Pick<Merge, "chat" | "source" | "target">): Promise<Preview | Refused>;
  /** The messages that `preview` counts as the source's own, oldest first. */
  unmerged(merge: Pick<Merge, "chat" | "source" | "target">): Promise<SaidMessage[]>;
  /** All or nothing, and once: after a merge the same id tells of it again and changes nothing. */
  merge(merge: Merge): Promise<Merged | Refused>;
  /**
   * Gives the target exactly the head it had before, unless anything was built upon the merge.
   * After an undo the same id tells of it again and changes nothing.
   */
  undo(undo: Undo): Promise<Undone>;
}

export interface Branch {
  id: BranchId;
  name: string;
  parent: BranchId | undefined;
  /** Absent for `main` and for branches that can only be switched to. */
  thread: string | undefined;
  main: boolean;
  /** The private thread whose members alone may read it; absent: whoever reads the channel. */
  audience: string | undefined;
  /** The channel itself goes on with it. */
  current: boolean;
  merged: boolean;
  author: Person | undefined;
  /** Messages after its fork point. */
  messages: number;
  /** Milliseconds since the Unix epoch, as are all times here. */
  createdAt: number;
  activeAt: number;
}

export interface MergeEdge {
  source: BranchId;
  target: BranchId;
  at: number;
}

export interface Located {
  branch: BranchId;
  message: MessageId;
}

export interface Fork {
  /** Chosen by the caller. */
  id: BranchId;
  chat: ChatId;
  from: BranchId;
  /** The path it had right before this merge into it; absent: the one it has. */
  before?: JobId;
  /** Absent: the head. */
  at?: MessageId;
  name: string;
  /** A name that is taken gets a number; without this it is refused. */
  numbered: boolean;
  by: Person;
}

export type Forked =
  /** `opening`: its thread is still to be made. */
  | { kind: "forked"; name: string; opening: boolean; thread: string | undefined; isPrivate: boolean }
  | { kind: "taken" }
  /** The branch to fork or the merge is gone, or the message is not on its path. */
  | { kind: "gone" };

export interface Merge {
  /** The move's id. */
  id: JobId;
  chat: ChatId;
  source: BranchId;
  target: BranchId;
  by: Person;
  how: /** `along`: with what the source shows of other branches and the target lacks. */
    | { kind: "append"; along: boolean }
    /** `keepAs`: the name of the branch that keeps what the target had; numbered if it is taken. */
    | { kind: "replace"; keepAs: string }
    | { kind: "digest"; text: string; tokens: number; at: number };
}

export type Merged =
  /**
   * `added`: messages the target's path gained. `kept`: the name of the branch that keeps what was replaced.
   * `digest`: the words that joined the target.
   */
  | { kind: "merged"; added: number; kept: string | undefined; digest: string | undefined }
  /** The target shows all of it already. */
  | { kind: "nothing" };

/**
 * `itself`; `ancestor`: the target grew out of the source; `gone`: one of the two is; `private`: people who read the
 * target may not read the source.
 */
export type Refused = { kind: "refused"; why: "itself" | "ancestor" | "gone" | "private" };

export interface Preview {
  kind: "preview";
  /** The source's own messages that the target lacks. */
  own: PreviewMessages;
  /** Messages before the source's fork point that the target lacks. */
  before: number;
}

export interface PreviewMessages {
  count: number;
  authors: readonly { name: string; count: number }[];
  /** The first and the last, as far as they say anything. */
  first: Said | undefined;
  last: Said | undefined;
}

export type SaidMessage = Pick<TranscriptMessage, "role" | "authorName" | "text">;

export interface Said {
  author: string;
  text: string;
}

export interface Undo {
  id: JobId;
  /** The merge to take back. */
  move: JobId;
  by: Person;
}

export type Undone =
  /** `already`: by another undo. `added`: the messages that the merge brought. `by`: the name of who undid it. */
  | {
      kind: "undone" | "already";
      source: BranchId;
      target: BranchId;
      how: Merge["how"]["kind"];
      added: number;
      by: string;
    }
  /** Messages or another merge came after it. */
  | { kind: "built-upon" }
  | { kind: "gone" };

/** Tokens read and written, and what those cost whose price is known. */
export interface Spent {
  tokens: number;
  costNanoUsd: number;
  /** The part of `tokens` that `costNanoUsd` says nothing about. */
  unpricedTokens: number;
}
