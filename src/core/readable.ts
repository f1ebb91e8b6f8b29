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
  { chat, place, person }: Reader,
  { store, platform }: ReadableDeps,
  signal: AbortSignal,
): Promise<Branch[]> {
  const all = await store.branches.list(chat);
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
