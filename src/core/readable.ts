import type { Branch } from "./branches.ts";
import type { ChatId } from "./ids.ts";
import type { Person, Place } from "./inbound.ts";
import type { Platform } from "./platform.ts";
import type { Store } from "./store.ts";

interface ReadableDeps {
  store: Store;
  platform(place: Place): Platform;
}

interface Reader {
  chat: ChatId;
  /** Anywhere in the chat. */
  place: Place;
  person: Person;
}

/**
 * The branches of a chat that a person may read who can read its channel: those in private threads only while the
 * platform has them in there. Whatever names, lists, joins or copies branches begins here, so that one who may not
 * read a branch finds none.
 */
export async function readableBranches(
  reader: Reader,
  deps: ReadableDeps,
  signal: AbortSignal,
): Promise<Branch[]> {
  return readableAmong(await deps.store.branches.list(reader.chat), reader, deps, signal);
}

/** The same of any branches of that chat. */
export async function readableAmong(
  all: readonly Branch[],
  { place, person }: Reader,
  { platform }: Pick<ReadableDeps, "platform">,
  signal: AbortSignal,
): Promise<Branch[]> {
  const { members } = platform(place);
  const rooms = new Set(all.flatMap(({ audience }) => audience ?? []));
  const asked = [...rooms].map(async (thread): Promise<[string, boolean]> => {
    // whoever speaks in it is in it
    if (thread === place.thread) return [thread, true];
    return [thread, (await members.access({ ...place, thread }, person.id, signal)) !== "none"];
  });
  const isOpen = new Map(await Promise.all(asked));
  return all.filter(({ audience }) => audience === undefined || isOpen.get(audience));
}

/** Whether all who see what is said in a place may know of this branch. */
export function isKnownTo({ audience }: Pick<Branch, "audience">, place: Place): boolean {
  return audience === undefined || audience === place.thread;
}
