import type { Place } from "./inbound.ts";

/**
 * How many messages of a conversation to read at first. A guess from what the last turn there needed: read with one
 * look instead of two or three, an answer begins sooner.
 */
export interface Looks {
  at(place: Place): number;
  /** So many messages were what the context had room for. */
  needed(place: Place, messages: number): void;
}

/** Enough for most. */
const usual = 64;
/** Longer ones are read in several looks. */
const atMost = 1_024;
const remembered = 5_000;

export function createLooks(): Looks {
  // in order of use: the one longest unused is the first to go
  const known = new Map<string, number>();
  return {
    at: (place) => known.get(keyOf(place)) ?? usual,
    needed(place, messages) {
      const key = keyOf(place);
      known.delete(key);
      // with room for what is said until then, in steps, so that turns close to one another agree
      const look = Math.min(atMost, Math.ceil((messages + usual / 2) / usual) * usual);
      if (look > usual) known.set(key, look);
      const oldest = known.keys().next().value;
      if (known.size > remembered && oldest !== undefined) known.delete(oldest);
    },
  };
}

/** A branch shows most of what its channel does. */
function keyOf({ workspace, channel }: Place): string {
  return `${workspace}/${channel}`;
}
