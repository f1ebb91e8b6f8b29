import type { Branch } from "../core/branches.ts";
import type { Place } from "../core/inbound.ts";

/** Whatever the case of its name. */
export function branchNamed(
  all: readonly Branch[],
  name: string,
  { place }: { place: Place },
): Branch | undefined {
  const wanted = name.trim().toLowerCase();
  const meant = all.filter((b) => b.name.toLowerCase() === wanted);
  // a private thread may have a name that another one or the channel has too: its own is meant in there
  return meant.find((b) => b.audience !== undefined && b.audience === place.thread) ?? meant[0];
}
