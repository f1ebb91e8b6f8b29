import type { Sandbox } from "../../sandbox/sandbox.ts";
import type { InboundMessage, Person, Place, ReplyHandle } from "../../src/core/inbound.ts";
import type { Stage } from "../support/stage.ts";
import { groundOnDiscord } from "./ground-discord.ts";
import { groundOnSlack } from "./ground-slack.ts";
import { requestsSince } from "./requests.ts";
import type { PlatformName, RoleName } from "./table.ts";

/** One platform with a person for each role, and places they can or can't reach: all of it asked of the sandbox. */
export interface Ground {
  platform: PlatformName;
  person(role: RoleName | "newcomer" | "whisperer" | "foreigner"): Person;
  channel: Place;
  privateChannel: Place;
  /** The channel of a chat that nobody with a role in the others can see. */
  foreign: Place;
  /** `plain`'s own. */
  dm: Place;
  /** Where an invitation reaches this person. */
  directOf(role: RoleName): Place;
  /** The workspace of somebody else. */
  elsewhere(place: Place): Place;
  /** A thread for fewer people than its channel, where the platform has them. */
  openPrivateThread(): Place | undefined;
  /** Says something to Parley as people do it. */
  say(person: Person, place: Place, text: string): Said;
  /** What an interaction can be answered by, known to the sandbox as if it had come from there. */
  handle(kind: "command" | "button", person: Person, place: Place, now: number): ReplyHandle;
  /** Ends what some people had: from here on the platform keeps them out. */
  removePeople(): void;
  /** What a person was told in answer to this, from this entry of the ledger on, and whatever was said in a place since. */
  toldBy(handle: ReplyHandle, person: Person, since: number, openlyIn?: Place): string;
  /** How many files there are. */
  files(): number;
  /** The texts of those that came after so many. */
  filesSince(files: number): string[];
  link(place: Place, id: string): string;
  /** How a person is named in an option. */
  named(person: Person): string;
  newId(): string;
  /** As long ago that no limit counts it any more. */
  rest(): void;
}

export type Said = Pick<InboundMessage, "id" | "place">;

export function groundOf(stage: Stage): Ground {
  return stage.platform === "discord" ? groundOnDiscord(stage.sandbox) : groundOnSlack(stage.sandbox);
}

/** What has left Parley since an entry of the ledger. */
export function outbound({ ledger }: Sandbox, since: number): string[] {
  return requestsSince(ledger, since).map(
    (e) => `${e.name} ${e.path ?? ""} ${JSON.stringify(e.request ?? "")}`,
  );
}
