import { safeMarkdown } from "./safe-markdown.ts";

/** A bracket or an address is held back only so far: text without end must not stop the stream. */
const HOLD = 300;

/**
 * The beginning of an unfinished part that can be shown already, rendered. A stream can only be appended to, so what
 * could still turn into something else is held back: the last word, and a link that is not complete. Whether what
 * comes later really continues it is for the caller to see.
 * @param part as `split` made it of `whole`, with an open fence closed at its end.
 */
export function livePrefix(part: string, whole: string): string {
  const open = withoutAddedClose(part, whole);
  // Splitting takes the space after the last word away, which tells that the word is whole.
  const isWhole = /\s$/.test(whole) && whole.trimEnd().endsWith(open.trimEnd());
  let end = isWhole ? open.length : Math.max(open.lastIndexOf(" "), open.lastIndexOf("\n")) + 1;
  const bracket = open.lastIndexOf("[", end);
  if (bracket >= 0 && end - bracket < HOLD && !isComplete(open.slice(bracket, end))) {
    end = open[bracket - 1] === "!" ? bracket - 1 : bracket;
  }
  return safeMarkdown(open.slice(0, end));
}

/** Splitting closes a fence that the text has not closed yet; the stream keeps it open. */
function withoutAddedClose(part: string, whole: string): string {
  const last = part.slice(part.lastIndexOf("\n") + 1);
  const isFence = /^\s*(`{3,}|~{3,})$/.test(last);
  if (!isFence || whole.trimEnd().endsWith(`\n${last}`)) return part;
  return part.slice(0, part.length - last.length);
}

/** `[label]` followed by something else than `(`, or a whole `[label](target)`. */
function isComplete(tail: string): boolean {
  const close = tail.indexOf("]");
  if (close < 0) return tail.includes("\n");
  return tail[close + 1] !== "(" || tail.indexOf(")", close) >= 0 || tail.includes("\n\n");
}
