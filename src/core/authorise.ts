import type { ActionName, Person, Place } from "./inbound.ts";
import type { Invitation } from "./invitations.ts";
import { type Access, allows, type Right, type Standing } from "./rights.ts";
import type { FoundJob } from "./store.ts";
import { words } from "./words.ts";

/** What someone wants to do. */
export type Act =
  /** Asks, in words that are answered. */
  | { kind: "message" }
  /** Says something that is not addressed to Parley; `inBranch`: in a thread that is one of its branches. */
  | { kind: "overheard"; inBranch: boolean; left: boolean }
  | { kind: "command"; right: Right }
  /** Opens the form of a command. */
  | { kind: "form"; right: Right }
  /** Types an option whose choices tell what there is. */
  | { kind: "suggest" }
  /** The platform's own Stop. */
  | { kind: "stop" }
  /**
   * Presses a button. `job` is undefined when no such job belongs to this workspace and channel; `right` is what the
   * command that it did takes, undefined where that command's answers have no such button.
   */
  | { kind: "press"; action: ActionName; job: FoundJob | undefined; right: Right | undefined }
  | { kind: "invitation"; invitation: Invitation | undefined };

/** What the decision rests on. */
export interface Facts {
  person: Person;
  place: Place;
  standing: Standing;
  access: Access;
}

export type Verdict =
  | { kind: "granted" }
  /** Told in the same words as of something that never existed. */
  | { kind: "hidden" }
  /** The person can plainly see it: told why not, and what to do. */
  | { kind: "refused"; text: string };

const granted: Verdict = { kind: "granted" };
const hidden: Verdict = { kind: "hidden" };

/**
 * The one place that decides rights, for every kind of event. Who may do what by role and access is in `rights.ts`;
 * here is which right an act takes, and whose a button is: one from elsewhere is as good as none, what a command asks
 * back is for whoever used it to answer, and an invitation is for the person it names.
 */
export function authorise(act: Act, facts: Facts): Verdict {
  if (facts.person.id === "") return hidden;
  switch (act.kind) {
    case "message":
    case "stop":
      return byRight("talk", facts);
    case "suggest":
      return byRight("read", facts);
    case "command":
    case "form":
      return byRight(act.right, facts);
    case "overheard":
      return (facts.standing.shared ? !act.left : act.inBranch) ? granted : hidden;
    case "press":
      return press(act, facts);
    case "invitation":
      return act.invitation && isFor(act.invitation, facts) ? granted : hidden;
  }
}

function byRight(right: Right, { standing, access }: Facts): Verdict {
  if (allows(right, standing, access)) return granted;
  if (access === "none") return hidden;
  if (access === "read") return { kind: "refused", text: words.readOnly };
  if (access === "guest" && right === "invite") return { kind: "refused", text: words.guest };
  const role = standing.role ?? standing.settings.everyone;
  return { kind: "refused", text: role === "viewer" ? words.viewer : words.ownersOnly(right) };
}

const turnActions: readonly ActionName[] = ["stop", "regenerate", "continue", "branch"];

function press({ action, job, right }: Act & { kind: "press" }, facts: Facts): Verdict {
  if (!job || !isHere(job, facts.place)) return hidden;
  const { input } = job;
  if (input.kind === "turn") {
    return turnActions.includes(action) ? byRight("talk", facts) : hidden;
  }
  if (right === undefined) return hidden;
  switch (action) {
    case "open":
    case "again":
    case "vary":
    case "edit":
      return byRight(right, facts);
    case "undo":
      return right === "merge" ? byRight(right, facts) : hidden;
    // it changes nothing of the merge, so it takes no more than branching anywhere else
    case "without":
      return right === "merge" ? byRight("talk", facts) : hidden;
    case "confirm":
    case "along":
    case "cancel": {
      if (action === "along" && right !== "merge") return hidden;
      const isAsker = input.command.person.id === facts.person.id;
      const isOwner = facts.standing.shared && facts.standing.role === "owner" && right === "merge";
      return isAsker || isOwner ? byRight(right, facts) : hidden;
    }
    default:
      return hidden;
  }
}

function isHere(job: FoundJob, place: Place): boolean {
  const own = job.input.kind === "turn" ? job.input.place : job.input.command.place;
  return own.workspace === place.workspace && own.channel === place.channel && own.thread === place.thread;
}

/** An invitation is answered in the person's own direct messages; Discord's belong to no server. */
function isFor({ person, place }: Invitation, facts: Facts): boolean {
  const isTenant =
    place.workspace === facts.place.workspace ||
    (place.platform === "discord" && facts.place.platform === "discord" && facts.place.kind === "dm");
  return isTenant && person.id === facts.person.id;
}
