import { cleanName } from "./clean-name.ts";
import { cleanText } from "./clean-text.ts";

/** A name as it stands in the brackets before someone's words: none of it closes them. */
export function speaker(name: string): string {
  return (cleanName(name) ?? "someone").replaceAll("[", "(").replaceAll("]", ")");
}

/** What one person wrote: no line of it passes for the beginning of another's words. */
export function ownWords(raw: string): string {
  return cleanText(raw).replace(/(^|[\n\r\u2028\u2029])([ \t]*)\[(?=[^\]\n]{1,90}\](?!\())/g, "$1$2\\[");
}
