import { type Act, authorise, type Facts } from "./authorise.ts";
import type { Clock } from "./clock.ts";
import { ParleyError } from "./errors.ts";
import type { Platform } from "./platform.ts";
import type { Access, Right } from "./rights.ts";
import { words } from "./words.ts";

/** What an event proved of its person's access when it came in, and whether that can still be gone by. */
export interface Proof {
  access: Access | undefined;
  /** Milliseconds since the Unix epoch. */
  at: number;
  /** The work was not begun at once. */
  waited: boolean;
}

export interface PermitDeps {
  platform: Platform;
  clock: Clock;
}

/** How long what an event proved counts; whoever is put out of a channel has lost their rights after that at the latest. */
const proofMs = 60_000;

/**
 * Holds an act against the rights there are now, when it is done and not when it was asked for.
 * @throws ParleyError `not_allowed` or `not_found`, whose message is shown to the person.
 */
export async function permit(
  act: Act,
  right: Right,
  who: Omit<Facts, "access"> & { proof: Proof },
  deps: PermitDeps,
  signal: AbortSignal,
): Promise<void> {
  const access = await accessNow(right, who, deps, signal);
  const verdict = authorise(act, { ...who, access });
  if (verdict.kind === "refused") throw new ParleyError("not_allowed", verdict.text);
  if (verdict.kind === "hidden") throw new ParleyError("not_found", words.notFound);
}

/** What the platform says that a person may do; only what they do every minute may rest on what the event proved. */
export async function accessNow(
  right: Right,
  { place, person, proof }: Pick<Facts, "place" | "person"> & { proof: Proof },
  { platform, clock }: PermitDeps,
  signal: AbortSignal,
): Promise<Access> {
  const isUsual = right === "read" || right === "talk";
  const holds = !proof.waited && clock.now() - proof.at < proofMs;
  if (isUsual && holds && proof.access !== undefined) return proof.access;
  return platform.members.access(place, person.id, signal);
}
