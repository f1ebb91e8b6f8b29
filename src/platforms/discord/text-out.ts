import { chunk } from "../../core/chunks.ts";
import { ParleyError } from "../../core/errors.ts";
import { guardLinks, linkRoom } from "./links.ts";

/** Characters of one message (discord docs: resources/message). */
export const maxText = 2_000;

export function renderText(markdown: string): string {
  const text = guardLinks(markdown);
  if (text.length > maxText)
    throw new ParleyError("platform_failed", "a part does not fit one Discord message");
  return text;
}

export function split(markdown: string): string[] {
  return chunk(markdown, { max: maxText, measure: (text) => text.length + linkRoom(text) });
}
