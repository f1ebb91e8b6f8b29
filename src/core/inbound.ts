import type { JobId, PlatformName, WorkspaceId } from "./ids.ts";
import type { Access } from "./rights.ts";

/** Where a message stands. `thread` is absent in the channel itself. */
export interface Place {
  platform: PlatformName;
  workspace: WorkspaceId;
  /** Platform channel id; for a thread, the channel it hangs in. */
  channel: string;
  /** Discord: the thread's channel id. Slack: the root message's `ts`. */
  thread?: string;
  kind: "channel" | "dm";
}

/** A person as the platform names them. `name` is data: never an instruction, never an identity. */
export interface Person {
  id: string;
  name: string;
}

/** What is known of a file without fetching it: enough to fetch it later, in another process. */
export interface FileRef {
  id: string;
  name: string;
  mime: string;
  sizeBytes: number;
  /** Where the bytes are; only the platform's own adapter knows how to fetch them. */
  url: string;
  /** It stands in no message: nobody sees it until it is shown. */
  loose?: boolean;
  /** What a model saw in it when someone asked. */
  seen?: string;
}

/**
 * Why a message is meant for Parley, as far as the event alone tells. `none`: perhaps it is all the same,
 * in a thread that Parley owns or a chat where it always answers; the core decides that.
 */
export type Address = "mention" | "reply" | "dm" | "none";

/** How to answer an interaction. A value: it is stored with the job and used by whoever runs it. */
export interface ReplyHandle {
  platform: PlatformName;
  /** The interaction's id (Discord) or trigger's id (Slack): identifies it for people. */
  id: string;
  /** Discord: interaction token. Slack: `response_url`. */
  token: string;
  /** Milliseconds since the Unix epoch. */
  issuedAt: number;
  /** Of a button: the message it stands under, and who sees that one. */
  under?: { message: string; visibility: "asker" | "all" };
}

export interface InboundMessage {
  kind: "message";
  place: Place;
  /** Platform message id (`ts` on Slack): with workspace and channel it identifies the event for people. */
  id: string;
  author: Person;
  /** Markdown, the mention of Parley removed, other mentions as `@name`. */
  text: string;
  address: Address;
  /** Platform id of the message this one replies to, where the platform has replies. */
  repliesTo?: string;
  files: readonly FileRef[];
  /** Milliseconds since the Unix epoch, by the platform. */
  at: number;
}

export type Inbound =
  | InboundMessage
  /** `at` is when the edit was made: a late older edit is ignored. */
  | { kind: "edited"; place: Place; id: string; text: string; address: Address; at: number }
  | { kind: "deleted"; place: Place; id: string }
  | InboundCommand
  | InboundAction
  /** The native Stop of the platform, in a conversation rather than on one answer. */
  | { kind: "stop"; place: Place; person: Person }
  /** Someone opened Parley's DM: the place for a greeting or suggested prompts. */
  | { kind: "opened"; place: Place; person: Person };

export interface InboundCommand {
  kind: "command";
  place: Place;
  person: Person;
  /** A registered name, without slash. */
  name: string;
  /** Option values as the platform or the text parser gave them; the registry validates. */
  options: Record<string, string | number | boolean>;
  /** Files that came with it, by the option they are for. */
  files?: Readonly<Record<string, FileRef>>;
  /** From a form that was opened under an answer: the job of that answer, to be checked against the store. */
  about?: JobId;
  reply: ReplyHandle;
  at: number;
  /** What the event itself proves that this person may do in the place; absent where the platform has to be asked. */
  access?: Access;
}

export interface InboundAction {
  kind: "action";
  place: Place;
  person: Person;
  action: ActionName;
  /** The answer's job, from the button's own value; checked against the store before use. */
  job: JobId;
  /** Platform id of the message that carries the button. */
  message: string;
  reply: ReplyHandle;
  at: number;
  access?: Access;
}

/**
 * `confirm`, `cancel` and `undo` belong to a command's answer; `along` to a merge's: it confirms it together with what
 * the branch shows of others; `without` to one that a merge can't be undone: what was there before it goes on as a
 * branch. `again`, `vary` and `edit` belong to one that made pictures; `edit` opens its form. `open` belongs to one that opens a form where it could not be opened at once, `accept` and `decline` to an
 * invitation, whose id stands for the job; the others to a turn's answer.
 */
export const actionNames = [
  "stop",
  "regenerate",
  "continue",
  "branch",
  "confirm",
  "along",
  "cancel",
  "undo",
  "without",
  "open",
  "again",
  "vary",
  "edit",
  "accept",
  "decline",
] as const;
export type ActionName = (typeof actionNames)[number];
