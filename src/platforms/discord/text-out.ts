import { chunk } from "../../core/chunks.ts";
import { ParleyError } from "../../core/errors.ts";
import { guardLinks, linkRoom } from "./links.ts";
import { tableRoom } from "./tables/room.ts";
import { showTables } from "./tables/show.ts";

/** Characters of one message (discord docs: resources/message). */
export const maxText = 2_000;

/** What `chunk` takes for a fence; what is longer it leaves as text, and so must the search for tables. */
const maxMarker = maxText >> 3;

export function renderText(markdown: string): string {
  const shown = guardLinks(showTables(markdown, maxMarker));
  if (shown.length <= maxText) return shown;
  // text that `split` did not make: rather a table as it was written than no message
  const text = guardLinks(markdown);
  if (text.length > maxText)
    throw new ParleyError("platform_failed", "a part does not fit one Discord message");
  return text;
}

export function split(markdown: string): string[] {
  const room = tableRoom(maxMarker);
  return chunk(markdown, { max: maxText, measure: (text) => text.length + linkRoom(text) + room(text) });
}
