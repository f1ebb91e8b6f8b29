import type { BranchStore } from "./branches.ts";
import type { ChatSettings, Conversation } from "./chat.ts";
import type { ExportStore } from "./export.ts";
import type { BranchId, ChatId, JobId, MessageId, PlatformName } from "./ids.ts";
import type { ImageStore } from "./images.ts";
import type { FileRef, InboundMessage, Person, Place } from "./inbound.ts";
import type { InvitationStore } from "./invitations.ts";
import type { Checkpoint, Job, JobInput, Outcome } from "./job.ts";
import type { CallUsage } from "./model.ts";
import type { Standing } from "./rights.ts";
import type { SharingStore } from "./sharing.ts";

/** What is kept. Every method throws `ParleyError("store_failed")`, which never carries what was stored. */
export interface Store {
  chats: ChatStore;
  branches: BranchStore;
  sharing: SharingStore;
  invitations: InvitationStore;
  messages: MessageStore;
  jobs: JobStore;
  transcript: TranscriptStore;
  heard: HeardStore;
  exports: ExportStore;
  images: ImageStore;
  /** Whether the database answers. */
  ping(): Promise<void>;
  close(): Promise<void>;
}

export interface ChatStore {
  /** The conversation that stands at this place, if Parley keeps one there. */
  find(place: Place): Promise<Conversation | undefined>;
  /** Makes the chat of this place with its branch `main`, unless it is there already. */
  open(place: Place): Promise<void>;
  /**
   * Makes the thread of this place a branch, unless it is one already. It leaves its parent at the thread's root
   * message, or, if Parley does not know that, at the last message older than the thread; `backlog` becomes its beginning.
   * Of a branch that was deleted there it becomes part again: writing in its thread brings it back.
   */
  adopt(place: Place, title: string, backlog: readonly PastMessage[], isPrivate: boolean): Promise<void>;
  /** Channel ids of this platform's DMs, those last talked in first, at most `limit`. */
  dms(platform: PlatformName, limit: number): Promise<string[]>;
  settings(chat: ChatId): Promise<ChatSettings>;
  /** Sets what `change` names; `undefined` takes a setting back. */
  change(chat: ChatId, change: Partial<Record<keyof ChatSettings, string | undefined>>): Promise<void>;
  /** Leaves what was said so far out of this branch's future contexts. */
  startAfresh(branch: BranchId, by: Person, at: number): Promise<void>;
}

/** A message as the platform still has it. */
export interface PastMessage {
  id: string;
  author: Person;
  text: string;
  /** Milliseconds since the Unix epoch. */
  at: number;
  /** Parley wrote it. */
  own: boolean;
}

/** A message that arrived, and what is to be done with it. */
export interface Arrival {
  message: InboundMessage;
  /** Where messages in the channel itself are answered unless the chat says otherwise. */
  answerIn: "channel" | "thread";
  /** Name of the branch, should the message be answered in a thread of its own. */
  title: string;
  tokens: number;
  /** Absent: only kept, not answered. */
  work: "turn" | undefined;
  /** Set when it is too late to answer: how many messages went unheard here. */
  missed?: number;
  /** How many messages of the path will be asked for first, should it be answered at once: they are read along. */
  look: number;
}

/** Work that arrived without a message: a command, a button. */
export interface Task {
  /** What identifies the event; a second task with the same key is a duplicate. */
  key: string;
  conversation: Conversation;
  input: JobInput;
  message?: MessageId;
  /** Runs beside whatever the branch does, in a lane of its own. */
  beside?: boolean;
}

export type Arrived =
  | { kind: "duplicate" }
  /** No chat or branch stands at this place yet. */
  | { kind: "unknown-place" }
  | { kind: "kept" }
  /** This process runs it now. */
  | { kind: "running"; job: Job }
  | { kind: "queued"; job: JobId; lane: BranchId; ahead: number; place: Place };

export interface MessageStore {
  /** Keeps a message once, and the work it asks for, in one transaction. */
  arrive(arrival: Arrival, claim: Claim): Promise<Arrived>;
  /** Which of these messages of one channel arrived before. */
  known(messages: readonly { place: Place; id: string }[]): Promise<Set<string>>;
  /**
   * A person changed a message. A late older edit is ignored; an addressed one that overtook its message is parked.
   * Summaries of what it said before are dropped.
   */
  edit(place: Place, id: string, text: string, tokens: number, at: number, addressed: boolean): Promise<void>;
  /**
   * A message was deleted: its text is gone at once, with whatever was derived from it, and what was still answering it
   * is cancelled.
   */
  remove(place: Place, id: string): Promise<JobId[]>;
}

/** Whose lease a new job gets, if it can run at once. */
export interface Claim {
  owner: string;
  leaseMs: number;
  /** False while this process has no room: the job is queued. */
  mayRun: boolean;
}

export interface JobStore {
  enqueue(task: Task, claim: Claim): Promise<Arrived>;
  /** Renews all leases of this owner and tells which jobs it still has. */
  beat(owner: string, leaseMs: number): Promise<JobId[]>;
  /** Which of this owner's jobs people want stopped. */
  cancelled(owner: string): Promise<JobId[]>;
  /**
   * Claims up to `room` jobs that nobody runs: next in an idle lane, or left behind by an owner that fell silent.
   * `running` are this process's own, which it may have been too busy to renew.
   */
  takeOver(owner: string, leaseMs: number, room: number, running: readonly JobId[]): Promise<Job[]>;
  /** Ends every lease: for a database that only one process can have open, when that process starts. */
  orphanAll(): Promise<void>;
  /** Stores progress; false when another attempt owns the job now. */
  checkpoint(job: Job, checkpoint: Checkpoint | undefined, sent: readonly SentPart[]): Promise<boolean>;
  sent(job: JobId): Promise<SentPart[]>;
  /** Notes that a queued job is about to become visible; false when it is not queued any more. */
  announce(job: JobId): Promise<boolean>;
  /** Notes that a message of a job stands, before any attempt has run. */
  stands(job: JobId, sent: SentPart): Promise<void>;
  /** Ends the job, appends its answer and claims the lane's next job, all or nothing. */
  finish(job: Job, end: JobEnd, claim: Claim): Promise<{ owned: boolean; next?: Job }>;
  /** Gives the job back, to be taken over by any process after `delayMs`. */
  release(job: Job, delayMs: number): Promise<void>;
  /** Asks for a stop. Returns the jobs asked, running or queued. */
  cancel(target: { job: JobId } | { lane: BranchId } | { chat: ChatId; person: string }): Promise<JobId[]>;
  /** Whether the question was deleted. */
  questionGone(job: Job): Promise<boolean>;
  /** A job by id, if it belongs to this workspace and channel: buttons are checked by it. */
  find(job: JobId, place: Place): Promise<FoundJob | undefined>;
  /** How many jobs stand before each queued turn of this lane. */
  queue(lane: BranchId): Promise<Waiter[]>;
}

/** A turn that waits, with how many are ahead of it. */
export interface Waiter {
  job: JobId;
  ahead: number;
  place: Place;
  repliesTo: string;
}

/** One of Parley's own messages on the platform. */
export interface SentPart {
  part: number;
  platformId: string;
  /** The channel's id in the place it was sent to, for the platform's key. */
  place: Place;
}

/** What joins the conversation of a job's work. */
interface Kept {
  text: string;
  tokens: number;
  at: number;
  supersedes?: JobId;
  files?: readonly FileRef[];
  /** Where it joins; the job's lane unless it ran beside one. */
  branch?: BranchId;
}

export interface JobEnd {
  outcome: Outcome;
  /** Absent: nothing joins the conversation. */
  answer?: Kept;
  sent: readonly SentPart[];
  /** What each call to a model took: for the answer, for summaries before it. */
  usage?: readonly CallUsage[];
}

export interface FoundJob {
  id: JobId;
  lane: BranchId;
  chat: ChatId;
  state: "queued" | "running" | "done";
  outcome: Outcome | undefined;
  message: MessageId | undefined;
  input: JobInput;
}

export interface TranscriptStore {
  /**
   * The path that a job's answer goes on from, newest first, at most `limit` messages;
   * for a turn done again, the path up to its question.
   */
  path(job: Job, limit: number): Promise<Transcript>;
  /**
   * Keeps a summary of everything up to and including the message seen at this position, unless something of the chat
   * was edited or deleted since `revision`.
   */
  summarise(seen: Position, told: { text: string; tokens: number }, revision: number): Promise<void>;
}

export interface Position {
  segment: string;
  seq: number;
}

export interface Transcript {
  /** How whoever asked stands towards the chat. */
  standing: Standing;
  /** Counts the chat's edits and deletions. */
  revision: number;
  title: string;
  /** Where the branch left its parent. */
  fork: Position | undefined;
  /** Newest first. The job's question is among them, unless it was deleted. */
  messages: TranscriptMessage[];
  /** The newest summary whose end is older than the oldest of `messages` or among them. */
  summary: { text: string; tokens: number; seen: Position } | undefined;
  /** Whether older messages exist than those in `messages`. */
  more: boolean;
}

export interface TranscriptMessage {
  id: MessageId;
  /** Its own place, the same in every branch. */
  at: Position;
  /** The segment of this path through which it is seen, and its place there: what lies before it is fixed by that. */
  seen: Position;
  role: "person" | "parley" | "marker";
  authorId: string;
  authorName: string;
  text: string;
  files: readonly FileRef[];
  tokens: number;
  note: string | undefined;
  job: JobId | undefined;
  superseded: boolean;
  /** Still waits for its own turn after this one. */
  pending: boolean;
}

export interface HeardStore {
  /** Milliseconds since the Unix epoch; undefined before the first start. */
  until(platform: string): Promise<number | undefined>;
  mark(platform: string, at: number): Promise<void>;
}
