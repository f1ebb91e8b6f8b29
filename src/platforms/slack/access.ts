import type { Place } from "../../core/inbound.ts";

/** Whoever is heard in a DM may write there; of any other place Slack has to be asked. */
export function provenAccess(place: Place): { access?: "write" } {
  return place.kind === "dm" ? { access: "write" } : {};
}
