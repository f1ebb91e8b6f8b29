import type { CommandSpec } from "./command.ts";
import type { JobId, PlatformName } from "./ids.ts";
import type { ActionName, FileRef, Inbound, Person, Place, ReplyHandle } from "./inbound.ts";
import type { Members } from "./members.ts";
import type { PastMessage } from "./store.ts";

/**
 * What both platforms do. Every method that waits takes a signal last; failures are `ParleyError`s
 * (`place_gone`, `place_forbidden`, `place_closed`, `reply_expired`, `rate_limited`, `outcome_unknown`,
 * `platform_unauthorised`, `platform_failed`, `cancelled`).
 */
export interface Platform {
  readonly name: PlatformName;
  readonly limits: PlatformLimits;
  /** Connects and hands events to `handler` until `signal` is aborted; resolves once connected. */
  start(handler: Handler, signal: AbortSignal): Promise<void>;
  /** Stops taking events in; calls under way go on. */
  pause(): Promise<void>;
  /** Ends connections and timers. */
  stop(): Promise<void>;
  /** Makes the commands known to the platform, writing only what differs. */
  publish(commands: readonly CommandSpec[], signal: AbortSignal): Promise<void>;
  /** What the connection is worth now, for `/healthz`. */
  health(): PlatformHealth;

  /** Splits Markdown into texts that each fit one message once rendered; code fences and tables stay whole or are reopened. */
  split(markdown: string): string[];
  /**
   * Posts one message. The only write that is not idempotent, so it carries a key:
   * with `mayStand` true an earlier attempt may have succeeded and is read back first.
   * A lost reply is read back before anything is sent again.
   * @throws `outcome_unknown` when it could not be found out whether the message stands.
   */
  send(place: Place, content: Content, key: SendKey, signal: AbortSignal): Promise<Sent>;
  /** Replaces a message of Parley's own. Idempotent. `nextEditMs` says how soon the next edit may follow. */
  edit(place: Place, id: string, content: Content, signal: AbortSignal): Promise<{ nextEditMs: number }>;
  /** Deletes a message of Parley's own; one that is gone already is no error. */
  remove(place: Place, id: string, signal: AbortSignal): Promise<void>;
  /**
   * Answers an interaction, once in effect however often it is called. Falls back to a message when its token is dead.
   * With `mayStand` an earlier attempt may have answered, also in another process: what all can see is looked for
   * first, what one person alone was shown can't be and may be shown to them again.
   * @returns what stands of one that is `kept`, for all to see; undefined where it can't be told.
   */
  respond(
    reply: ReplyHandle,
    place: Place,
    person: Person,
    answer: Response,
    mayStand: boolean,
    signal: AbortSignal,
  ): Promise<Stood | undefined>;
  /** Shows whoever used a command that it is worked on, where the platform does not do so by itself. Never throws. */
  received(
    reply: ReplyHandle,
    place: Place,
    person: Person,
    note: string,
    signal: AbortSignal,
  ): Promise<void>;
  /** Shows that work goes on; vanishes by itself or with the answer. Never throws. */
  working(place: Place, note: string | undefined, signal: AbortSignal): Promise<void>;
  /** Fetches a file's bytes with the adapter's own rights, refusing hosts, types and sizes it should not. */
  download(file: FileRef, place: Place, signal: AbortSignal): Promise<{ mime: string; bytes: Uint8Array }>;
  /**
   * Everything that arrived since `since` (ms epoch) where Parley can read, oldest first per channel.
   * @param dms channel ids of DMs that Parley has talked in: not every platform lists them.
   */
  history(since: number, dms: readonly string[], signal: AbortSignal): AsyncIterable<Inbound>;
  /** The last messages of this place that are older than the event in hand, oldest first, at most `limit`. */
  backlog(place: Place, limit: number, signal: AbortSignal): Promise<PastMessage[]>;
  /** A link to a message, or, without an id, to the place itself. */
  permalink(place: Place, id: string | undefined, signal: AbortSignal): Promise<string>;
  /** Whether messages that are not addressed to Parley come with their words. */
  overhears(): boolean;
  /**
   * The message that a link in `text` leads to, if it stands in this place's channel or one of its threads.
   * A bare id is that of a message people see in this very place.
   */
  linked(text: string, place: Place): { place: Place; id: string } | undefined;
  /**
   * Opens a thread in this place's channel and says `text` in it, once for this key: on the message `on`, or, where
   * none can hang there, on a new message of Parley's own.
   * `private`: fewer people may read it than the channel, as in the thread it grows out of; it hangs on no message and
   * begins with this person in it. Where threads are as open as their channel (Slack), it makes no difference.
   * @returns where the thread is; undefined where there are no threads.
   */
  openThread(
    place: Place,
    thread: { title: string; text: string; on?: string; private?: { for: Person } },
    key: SendKey,
    signal: AbortSignal,
  ): Promise<Place | undefined>;
  /**
   * Puts a place's thread away where the platform has such a thing; whoever writes in it takes it out again.
   * Idempotent, and nothing depends on it. @returns whether it is put away now.
   */
  closeThread(place: Place, signal: AbortSignal): Promise<boolean>;
  readonly members: Members;
  /** Native streaming, where the platform has it. */
  readonly liveText?: LiveText;
}

interface PlatformLimits {
  /** Length of one rendered message, in the unit `split` measures. */
  text: number;
  /** Bytes of one uploaded file. */
  fileBytes: number;
  /** Least milliseconds between two edits of one message. */
  editIntervalMs: number;
  /** Where people of this platform expect an answer to a message in the channel itself. */
  answerIn: "channel" | "thread";
}

export interface PlatformHealth {
  state: "starting" | "connected" | "degraded" | "stopped";
  /** Constant English for operators. */
  detail?: string;
}

/** The buttons that open a form. */
type FormAction = Extract<ActionName, "open" | "edit">;

/** What an adapter hands events to. */
export interface Handler {
  /**
   * Durable once it resolves: only then may the platform be told "received".
   * @throws `store_failed` when it could not be stored: the platform must be told so, to send it again.
   */
  accept(event: Inbound): Promise<void>;
  /** Choices for an option as it is typed, at most 25, filtered by what this person may see. */
  suggest(command: string, option: string, typed: string, place: Place, person: Person): Promise<Choice[]>;
  /**
   * What the form of a command that `opensForm` holds at first, or why this person does not get it. Asked while the
   * person waits, for two seconds at most; nothing is stored.
   */
  form(command: string, place: Place, person: Person): Promise<FormAnswer>;
  /**
   * The same for an `open` or `edit` button, which carries no more than the job whose answer it stands under: the form
   * of that job's command, if the job belongs to this place.
   */
  formOf(action: FormAction, job: JobId, place: Place, person: Person): Promise<FormAnswer>;
}

export type FormAnswer =
  | {
      kind: "form";
      command: CommandSpec;
      values: Readonly<Record<string, string>>;
      /** What comes back as `InboundCommand.about`. */
      about?: JobId;
    }
  | { kind: "refused"; text: string };

export interface Choice {
  name: string;
  value: string;
}

/** A message as the core means it; the adapter renders it with mentions disabled and nothing unfurled. */
export interface Content {
  /** Markdown that fits one message: a part as `split` made it. */
  text: string;
  buttons?: readonly Button[];
  files?: readonly OutFile[];
  /** The message it answers, shown as a reply where the platform has replies. */
  repliesTo?: string;
}

export interface Button {
  action: ActionName;
  label: string;
  job: JobId;
}

export interface OutFile {
  name: string;
  mime: string;
  bytes: Uint8Array;
  /** Alt text. */
  description?: string;
  /** What a model saw in it, for later questions. */
  seen?: string;
  /** It only shows what the text says: left out where a file can't be shown to those whom the text is for. */
  illustrates?: boolean;
}

/** Identifies one message of one answer for good: the same job and part always mean the same message. */
export interface SendKey {
  job: JobId;
  /** 0 is the first message of the answer. */
  part: number;
  mayStand: boolean;
  /** Nothing was sent for it earlier than this, in milliseconds since the Unix epoch, by the platform's clock. */
  since?: number;
}

export interface Sent {
  id: string;
  /** Milliseconds after which the first edit may follow. */
  nextEditMs: number;
}

/** Answer to an interaction. `asker`: seen by the person alone where the platform can. */
export interface Response {
  /** Empty beside `settled`: there is nothing more to say. */
  text: string;
  visibility: "asker" | "all";
  /**
   * What the message whose button was pressed says from now on, without buttons; absent: it stays as it is. Whoever
   * sees that message reads it, whatever `visibility` says. Said as the answer where the message can't be changed and
   * there is no other.
   */
  settled?: string;
  buttons?: readonly Button[];
  files?: readonly OutFile[];
  /** What joins the conversation of it, as Parley's words, together with the files; absent: nothing does. */
  kept?: string;
}

/** What came to stand of a response, where that is known. */
export interface Stood {
  /** Platform ids of its messages, in order. */
  ids: readonly string[];
  /** Its files, in order, as they can be fetched again. */
  files: readonly FileRef[];
}

export interface LiveText {
  /** Whether a stream may be opened here, answering this person. */
  available(place: Place, person: Person): boolean;
  /** Opens a stream and shows `text`. @throws like `Platform.send`. */
  open(place: Place, person: Person, text: string, key: SendKey, signal: AbortSignal): Promise<LiveStream>;
}

export interface LiveStream {
  /** Platform id of the message being streamed; changes when the stream is rotated. */
  readonly id: string;
  /** Shows `text`, the whole answer so far; sends only what is new, as often as the platform allows. */
  show(text: string): void;
  /** Closes the stream with exactly these parts standing, in order, and gives their platform ids. */
  finish(parts: readonly Content[], signal: AbortSignal): Promise<string[]>;
  /** Gives up without more writes; the message stays as it is and can be edited like any other. */
  abandon(): Promise<void>;
}
