import type { ChatId, JobId } from "./ids.ts";
import type { Person, Place } from "./inbound.ts";
import type { Role } from "./rights.ts";

/** Invitations to shared chats: each bound to one person, answered once, until it expires. */
export interface InvitationStore {
  /** Once per id. It takes the place of an older one that still waits for the same person. */
  make(invitation: Invitation): Promise<void>;
  /** Whatever became of it. */
  read(id: JobId): Promise<Invitation | undefined>;
  /**
   * The invited person's answer, given once, however many are given at the same time; accepting gives the role.
   * The same job again finds its own answer.
   * @returns undefined for any that can't be answered: expired, revoked, answered, another person's, none at all.
   */
  answer(answer: InvitationAnswer): Promise<Invitation | undefined>;
  /** It could not be brought to the person: it no longer counts. */
  withdraw(id: JobId): Promise<void>;
  /** Those of a chat that wait for an answer, oldest first. `now` in milliseconds since the Unix epoch. */
  pending(chat: ChatId, now: number): Promise<Invitation[]>;
}

export interface Invitation {
  id: JobId;
  chat: ChatId;
  inviter: Person;
  person: Person;
  role: Exclude<Role, "owner">;
  /** Where the invited person is brought in to. */
  place: Place;
  /** Milliseconds since the Unix epoch. */
  expiresAt: number;
}

interface InvitationAnswer {
  id: JobId;
  person: string;
  answer: "accepted" | "declined";
  /** The job of the press. */
  by: JobId;
  /** Milliseconds since the Unix epoch. */
  now: number;
}
