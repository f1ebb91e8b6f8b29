import { isSpace } from "./characters.ts";

/** A code fence as its opening line wrote it. */
export interface Fence {
  indent: string;
  /** At least three backticks or tildes. */
  marker: string;
  info: string;
}

/**
 * One line of Markdown and what it stands in. What a line means depends on the lines before it and on itself
 * alone, so text appended later changes nothing once the line has ended.
 */
export interface Line {
  start: number;
  /** Index of the line feed, or the text's length. */
  end: number;
  blank: boolean;
  /** Begins like a fence's opening or closing line, whether it is one or not. */
  marks: boolean;
  edge?: "opens" | "closes";
  /** The open fence within this line; for a closing line too, but not for an opening one. */
  fence?: Fence;
  /** The fence still open after this line. */
  after?: Fence;
  /** Lines that begin with a pipe: index of the first of their block, and this line's place in the block. */
  table?: { first: number; row: number };
}

/** @param maxMarker a longer run of backticks is plain text: it could not be closed and opened again. */
export function readLines(text: string, maxMarker: number): Line[] {
  const lines: Line[] = [];
  let fence: Fence | undefined;
  for (let start = 0; start < text.length; ) {
    const feed = text.indexOf("\n", start);
    const end = feed < 0 ? text.length : feed;
    const ink = firstInk(text, start, end);
    const marker = markerAt(text, ink, end);
    const line: Line = { start, end, blank: ink === end, marks: marker !== "" };
    if (fence) {
      line.fence = fence;
      if (closes(text, ink, end, marker, fence)) {
        line.edge = "closes";
        fence = undefined;
      }
    } else if (marker !== "") {
      const info = text.slice(ink + marker.length, end).trim();
      if (ink + marker.length - start <= maxMarker && (marker[0] === "~" || !info.includes("`"))) {
        fence = { indent: text.slice(start, ink), marker, info };
        line.edge = "opens";
      }
    } else if (text[start] === "|") {
      const above = lines.at(-1)?.table;
      line.table = above ? { first: above.first, row: above.row + 1 } : { first: lines.length, row: 0 };
    }
    if (fence) line.after = fence;
    lines.push(line);
    start = end + 1;
  }
  return lines;
}

/** Whether a table's second line, `|---|:-:|`, says that the first is its head. */
export function isTableRule(text: string): boolean {
  return text.includes("-") && !/[^|:\- \t\r]/.test(text);
}

/** Index of the line that holds a position, sought from line `first` on. */
export function lineAt(lines: readonly Line[], at: number, first: number): number {
  let low = first;
  let high = lines.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lines[middle] as Line).start <= at) low = middle;
    else high = middle - 1;
  }
  return low;
}

function firstInk(text: string, start: number, end: number): number {
  let at = start;
  while (at < end && isSpace(text[at])) at++;
  return at;
}

function markerAt(text: string, ink: number, end: number): string {
  const sign = text[ink];
  if (sign !== "`" && sign !== "~") return "";
  let at = ink;
  while (at < end && text[at] === sign) at++;
  return at - ink >= 3 ? text.slice(ink, at) : "";
}

function closes(text: string, ink: number, end: number, marker: string, fence: Fence): boolean {
  if (marker.length < fence.marker.length || marker[0] !== fence.marker[0]) return false;
  return firstInk(text, ink + marker.length, end) === end;
}
