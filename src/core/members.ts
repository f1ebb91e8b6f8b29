import type { Person, Place } from "./inbound.ts";
import type { Access } from "./rights.ts";

/** Who belongs where, asked of the platform itself and never remembered: rights end when the platform ends them. */
export interface Members {
  /** What this person may do in this place now; `none` also for a place that is gone or hidden from Parley. */
  access(place: Place, person: string, signal: AbortSignal): Promise<Access>;
  /** Whether fewer people can read this place than the channel it hangs in: a private thread. */
  isPrivate(place: Place, signal: AbortSignal): Promise<boolean>;
  /**
   * Brings a person in: to the thread of this place, or to its channel. Once there, nothing changes.
   * @returns false where the platform keeps that to people: whoever invites has to let them in by hand.
   */
  add(place: Place, person: string, signal: AbortSignal): Promise<boolean>;
  /** The place where Parley writes to this person alone. @throws `place_forbidden` where they don't let it. */
  direct(place: Place, person: string, signal: AbortSignal): Promise<Place>;
  /** Whom a mention, an id or, on Slack, an e-mail address means, if they are people of this workspace. */
  find(place: Place, who: string, signal: AbortSignal): Promise<Person | undefined>;
}
