import type { ActionName, Person, Place } from "./inbound.ts";
import type { FoundJob } from "./store.ts";

/** What someone wants to do, with what the decision rests on. */
export type Act =
  | { kind: "ask"; person: Person; place: Place }
  | { kind: "command"; person: Person; place: Place; command: string }
  /** `job` is undefined when no such job belongs to this workspace and channel. */
  | { kind: "press"; person: Person; place: Place; action: ActionName; job: FoundJob | undefined };

export type Verdict = { kind: "granted" } | { kind: "denied" };

/**
 * The one place that decides rights, for every kind of event.
 * Whoever the platform lets write in a place may talk with Parley there, use commands, and stop or redo the answers
 * that stand there; a button from elsewhere is denied in the same words as one that never existed. What a command
 * asks back is for whoever used it to answer.
 */
export function authorise(act: Act): Verdict {
  if (act.person.id === "") return { kind: "denied" };
  if (act.kind === "press" && !(act.job && mayPress(act, act.job))) return { kind: "denied" };
  return { kind: "granted" };
}

const turnActions: readonly ActionName[] = ["stop", "regenerate", "continue", "branch"];

function mayPress(act: Act & { kind: "press" }, job: FoundJob): boolean {
  const forTurn = turnActions.includes(act.action);
  if (!samePlace(job, act.place) || forTurn !== (job.input.kind === "turn")) return false;
  const isQuestion = act.action === "confirm" || act.action === "cancel";
  return !isQuestion || (job.input.kind === "command" && job.input.command.person.id === act.person.id);
}

function samePlace(job: FoundJob, place: Place): boolean {
  const own = job.input.kind === "turn" ? job.input.place : job.input.command.place;
  return own.workspace === place.workspace && own.channel === place.channel && own.thread === place.thread;
}
