import type { Inbound, Person, Place } from "../../src/core/inbound.ts";
import type { Platform } from "../../src/core/platform.ts";
import type { Heard } from "../support/heard.ts";

type Done<T = void> = T | Promise<T>;

/** A message as people see it at the end. */
export interface Standing {
  id: string;
  text: string;
  /** Written by Parley. */
  own: boolean;
  buttons: readonly string[];
  /** Who or what was ever notified through it. */
  pings: readonly string[];
  /** Names of its files. */
  files: readonly string[];
}

/** People and their doings on the sandbox's side of one platform. */
export interface People {
  /** Two members who may write in `channel`. */
  ben: Person;
  chloe: Person;
  /** Says something and gives the message's id. `mention`: names Parley in front, as a client does. */
  say(
    person: Person,
    place: Place,
    text: string,
    extra?: {
      mention?: boolean;
      repliesTo?: string;
      file?: { name: string; mime: string; bytes: Uint8Array };
    },
  ): Done<string>;
  edit(person: Person, place: Place, id: string, text: string): Done;
  remove(person: Person, place: Place, id: string): Done;
  /** A name as it is written to notify someone, in the platform's own syntax, and one that notifies all. */
  pingOf(person: Person): string;
  pingAll: string;
  /** Presses the button with this label under a message. */
  press(person: Person, place: Place, message: string, label: string): Done;
  /** Chooses what stands with this label in a message's menu. */
  choose(person: Person, place: Place, message: string, label: string): Done;
  /** Uses a slash command. */
  command(person: Person, place: Place, name: string, options?: Record<string, string>): Done;
  /** Someone as they are picked for a command's option. */
  picked(person: Person): string;
  /** The form that what this person last used has opened, with what its fields hold at first. */
  form(person: Person): Promise<{ title: string; fields: Record<string, string> }>;
  /** Fills in that form, and sends it in; fields not named stay as they are. */
  submit(person: Person, values: Record<string, string>): Done;
}

/** One platform adapter against its sandbox, started, with everything it hears kept. */
export interface Bench extends AsyncDisposable {
  platform: Platform;
  people: People;
  channel: Place;
  /** Ben's DM with Parley. */
  dm: Place;
  /** Everything handed to the core so far, in order. */
  heard: readonly Inbound[];
  /** The first event, past or to come, for which `match` holds. */
  hear<Kind extends Inbound["kind"]>(
    kind: Kind,
    match?: (event: Extract<Inbound, { kind: Kind }>) => boolean,
  ): Promise<Extract<Inbound, { kind: Kind }>>;
  /** What those who ask for a form get, and who asked. */
  forms: Pick<Heard, "answerForms" | "asked">;
  /** Resolves when `holds` does. */
  until(holds: () => boolean | Promise<boolean>): Promise<void>;
  /** What stands in a place, oldest first, as `viewer` sees it. */
  standing(place: Place, viewer?: Person): Promise<readonly Standing[]>;
  /** The next posts take place but their answers are lost. */
  losePosts(times: number): void;
  /** The next posts do not take place and nothing is answered. */
  swallowPosts(times: number): void;
  /** How many requests that write commands were made. */
  commandWrites(): number;
  /** An address on a host that is not the platform's. */
  foreignUrl: string;
}
