import type { DrawBranches } from "./branch-picture.ts";
import type { Conversation } from "./chat.ts";
import type { JobId, PlatformName } from "./ids.ts";
import type { ImageModels } from "./image-model.ts";
import type { FileRef, Person, Place } from "./inbound.ts";
import type { Pressed } from "./job.ts";
import type { PictureReader } from "./pictures.ts";
import type { Choice, Platform, Response } from "./platform.ts";
import type { Right, Standing } from "./rights.ts";
import type { Store } from "./store.ts";
import type { Models } from "./turn.ts";

/**
 * What a platform, `/help` and the documentation need to know of a command.
 * One registry (`commands/list.ts`) feeds them all.
 */
export interface CommandSpec {
  /** Lower case, 1–32 characters, no slash. */
  name: string;
  /** One line, at most 100 characters. */
  summary: string;
  options: readonly OptionSpec[];
  /**
   * Used without options it opens a form with a field for each of them, where the platform can; submitting the form is
   * using the command with these options, of which those left empty are `""`: to be cleared.
   * Five fields at most on Discord, none that suggests, and text of at most 3,000 characters: what forms hold.
   */
  opensForm?: boolean;
  /** It also stands in the menu of every message. */
  menu?: {
    /** At most 24 characters. */
    label: string;
    /** The option that is given the message's id; if it takes an image, it is given the message's first as well. */
    option: string;
  };
  /** It asks a model and answers for all to see: who used it is shown meanwhile that it is being worked on. */
  takesLong?: { note: string };
  /** Its name begins many a question: written as plain words it is meant only where an image came along. */
  meantWithImage?: boolean;
}

export type OptionSpec = {
  name: string;
  summary: string;
  required: boolean;
  /** Offered there alone. */
  only?: PlatformName;
  /** The command's form has no field for it, as for no image: those come along otherwise. */
  formless?: boolean;
} & (
  | { kind: "text"; maxLength?: number; suggests?: boolean }
  | { kind: "number"; min?: number; max?: number }
  | { kind: "choice"; choices: readonly Choice[] }
  /** A person of this workspace; the value is what `Members.find` understands. */
  | { kind: "person" }
  /** A file that comes along; written, a link to the message that carries it, or `last`. */
  | { kind: "image" }
);

/** A command's own work. It returns what is to be shown and sends nothing itself. */
export interface Command extends CommandSpec {
  /**
   * `now`: answered at once, beside whatever runs (`/help`, `/stop`).
   * `lane`: waits its turn in the conversation (`/new`, `/model`).
   */
  order: "now" | "lane";
  /** What using it takes. */
  right: Right;
  /** Its answers carry `again`, `vary` and `edit`, for as long as they stand. */
  remakes?: boolean;
  /** @throws ParleyError `bad_input`, whose message is shown to the person. */
  run(call: CommandCall, deps: CommandDeps, signal: AbortSignal): Promise<Response>;
  /** Choices for an option that `suggests`, as it is typed. */
  suggest?(
    typed: string,
    call: Pick<CommandCall, "place" | "person" | "conversation">,
    deps: CommandDeps,
  ): Promise<Choice[]>;
  /** What the fields of the form of a command that `opensForm` hold at first, by option. */
  formValues?(
    call: Pick<CommandCall, "place" | "person" | "conversation">,
    deps: CommandDeps,
  ): Promise<Record<string, string>>;
}

export interface CommandCall {
  place: Place;
  person: Person;
  conversation: Conversation;
  options: Record<string, string | number | boolean>;
  /** Images that came with it, by option. */
  files: Readonly<Record<string, FileRef>>;
  at: number;
  /** The job that does this: what is made under its id is made once, however often it is tried. */
  job: JobId;
  /** 1 for the first try; later ones may find what an earlier one left. */
  attempt: number;
  /** How the person stands towards the chat. */
  standing: Standing;
  may(right: Right): Promise<boolean>;
  /** @throws ParleyError `not_allowed` or `not_found`: for a right beyond the one the command declares. */
  permit(right: Right): Promise<void>;
  /** Set when a form under an earlier answer was filled in: that answer's job, if it stands in this channel. */
  about: JobId | undefined;
  /** Set when a button under an earlier answer, of this command or of a turn, was pressed. */
  pressed: Pressed | undefined;
}

export interface CommandDeps {
  store: Store;
  models: Models;
  imageModels: ImageModels;
  commands: readonly Command[];
  platform(place: Place): Platform;
  drawBranches: DrawBranches;
  pictures: PictureReader;
  /** Stops these jobs where they run. */
  cancel(jobs: readonly JobId[]): void;
}
