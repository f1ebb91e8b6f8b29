import { type Act, authorise, type Facts, type Verdict } from "./authorise.ts";
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

/** Holds acts against the rights there are now, when they are done and not when they were asked for. */
export interface Gate {
  verdict(act: Act, right: Right): Promise<Verdict>;
  /** @throws ParleyError `not_allowed` or `not_found`, whose message is shown to the person. */
  permit(act: Act, right: Right): Promise<void>;
}

/** For one piece of work: what the platform says of this person is asked once, and only if it has to be. */
export function createGate(
  who: Omit<Facts, "access"> & { proof: Proof },
  deps: PermitDeps,
  signal: AbortSignal,
): Gate {
  let asked: Promise<Access> | undefined;
  function access(right: Right): Access | Promise<Access> {
    const known = proven(right, who.proof, deps);
    if (known !== undefined) return known;
    asked ??= deps.platform.members.access(who.place, who.person.id, signal);
    return asked;
  }
  async function verdict(act: Act, right: Right): Promise<Verdict> {
    return authorise(act, { ...who, access: await access(right) });
  }
  return {
    verdict,
    async permit(act, right) {
      const given = await verdict(act, right);
      if (given.kind === "refused") throw new ParleyError("not_allowed", given.text);
      if (given.kind === "hidden") throw new ParleyError("not_found", words.notFound);
    },
  };
}

/** What a person may do now; only what they do every minute may rest on what the event proved. */
export async function accessNow(
  right: Right,
  { place, person, proof }: Pick<Facts, "place" | "person"> & { proof: Proof },
  deps: PermitDeps,
  signal: AbortSignal,
): Promise<Access> {
  return proven(right, proof, deps) ?? deps.platform.members.access(place, person.id, signal);
}

function proven(right: Right, proof: Proof, { clock }: PermitDeps): Access | undefined {
  const isUsual = right === "read" || right === "talk";
  return isUsual && !proof.waited && clock.now() - proof.at < proofMs ? proof.access : undefined;
}
