import type { BranchId, ChatId, JobId, MessageId, WorkspaceId } from "./ids.ts";
import type { ActionName, InboundCommand, Person, Place } from "./inbound.ts";
import type { EndReason } from "./model.ts";
import type { Access } from "./rights.ts";

export type JobKind = "turn" | "command";
export type JobState = "queued" | "running" | "done";

/**
 * How a job ended; every one ends in one of these, and whoever asked can see it.
 * - `answered`, `refused` (the model declined), `failed-told`, `cancelled` (by a person),
 * - `expired-told` (too old when it could be worked on), `unknown-told` (an outcome could not be found out).
 */
export type Outcome = "answered" | "refused" | "failed-told" | "cancelled" | "expired-told" | "unknown-told";

/** What a job needs to be done by any process at any later time. */
export type JobInput = TurnInput | CommandInput;

export interface CommandInput {
  kind: "command";
  command: Omit<InboundCommand, "kind">;
  pressed?: Pressed;
}

/**
 * A button under a command's earlier answer: the command runs again, with the same options, and is told so.
 * `branch`: under a turn's answer, on which the command is used.
 */
export interface Pressed {
  action: CommandAction | "branch";
  /** The job whose answer carried the button; for an invitation's, the invitation. */
  of: JobId;
}

export type TurnAction = Exclude<ActionName, CommandAction>;
type CommandAction = Exclude<ActionName, "stop" | "regenerate" | "continue" | "branch">;

export interface TurnInput {
  kind: "turn";
  place: Place;
  person: Person;
  /** Platform id of the question. */
  repliesTo: string;
  /** Milliseconds since the Unix epoch. */
  askedAt: number;
  redo?: Redo;
  /** What the event proved of the asker's access; absent where the platform has to be asked. */
  access?: Access;
  /** Found too late to be answered: how many messages went unheard here. */
  missed?: number;
}

/** A turn asked for by a button under an earlier answer. */
interface Redo {
  action: Extract<ActionName, "regenerate" | "continue">;
  /** The job whose answer carried the button. */
  of: JobId;
}

/** How far a turn has come, stored every few seconds and before anything that must not be done twice. */
export interface Checkpoint {
  text: string;
  /** The model has finished: nothing is asked of it again, only the rest is delivered. */
  complete?: EndReason;
}

export interface Job {
  id: JobId;
  workspace: WorkspaceId;
  chat: ChatId;
  lane: BranchId;
  seq: number;
  input: JobInput;
  /** The question, for turns. */
  message: MessageId | undefined;
  /** 1 for the first run. Fences: a stale attempt's writes affect nothing. */
  attempt: number;
  announced: boolean;
  checkpoint: Checkpoint | undefined;
  cancelRequested: boolean;
  /** It was not begun as it came in, so rights may have changed since. */
  waited: boolean;
}

export function placeOf(input: JobInput): Place {
  return input.kind === "turn" ? input.place : input.command.place;
}
