import type { Conversation } from "./chat.ts";
import type { BranchId, ChatId } from "./ids.ts";
import type { Person, Place } from "./inbound.ts";
import type { Role, Standing } from "./rights.ts";

/** Who belongs to a chat, and as what. A shared chat always has exactly one owner. */
export interface SharingStore {
  /** The conversation at this place and how a person stands towards it, if Parley keeps one there. */
  at(place: Place, person: string): Promise<Standpoint | undefined>;
  standing(chat: ChatId, person: string): Promise<Standing>;
  /** Makes it a shared chat whose owner is `by`, unless it is one already; tells whose it is. */
  share(chat: ChatId, by: Person): Promise<{ fresh: boolean; owner: Person }>;
  /** Ends it: settings and roles stay, pending invitations do not. False: it was not shared. */
  unshare(chat: ChatId): Promise<boolean>;
  /**
   * Everyone with a role and everyone who said something in these branches, the owner first, then by what they said
   * last. What was said elsewhere is not counted, so that nobody learns who speaks where they can't look.
   */
  participants(chat: ChatId, branches: readonly BranchId[]): Promise<Participant[]>;
  /** Gives someone a role; an owner keeps theirs, and false is the answer. */
  setRole(chat: ChatId, person: Person, role: Exclude<Role, "owner">): Promise<boolean>;
  /** Makes another the owner, and `from` an editor. False: `from` is not the owner. */
  handOver(chat: ChatId, from: string, to: Person): Promise<boolean>;
  /** From now on what this person says is kept only where it is addressed to Parley. An owner can't leave. */
  leave(chat: ChatId, person: Person): Promise<"left" | "owner" | "already">;
  /** Takes leaving back, with no more rights than anybody has who was given no role. */
  comeBack(chat: ChatId, person: string): Promise<void>;
}

export interface Standpoint {
  conversation: Conversation;
  standing: Standing;
  /** This person left the shared chat. */
  left: boolean;
}

export interface Participant {
  person: Person;
  /** Absent for who was given none. */
  role: Role | undefined;
  left: boolean;
  /** What this person said in these branches, as far as it is kept. */
  messages: number;
  /** Milliseconds since the Unix epoch; undefined before the first message. */
  activeAt: number | undefined;
}
