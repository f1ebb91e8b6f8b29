import { clings, isSpace } from "./characters.ts";
import { bestRank, type Cut, places, type Window } from "./cut-places.ts";
import { type Fence, isTableRule, type Line, lineAt, readLines } from "./markdown-lines.ts";

export interface ChunkOptions {
  /** The most one part may measure; at least 80. */
  max: number;
  /**
   * What a text measures, in the unit of `max`; UTF-16 units when absent.
   * It must depend on nothing but the text, and never shrink as text is appended.
   */
  measure?: (text: string) => number;
}

/**
 * Splits Markdown into parts that each measure at most `max`.
 * - Cuts at the best place in the second half of what fits: paragraph, line, sentence, word. A word is cut only
 *   where nothing else will do, and a grapheme only where it alone is too long.
 * - A fence that must be cut is closed and opened again, a table that must be cut repeats its head.
 * - Nothing is lost but blank space at the cuts.
 * - Parts before the last stay as they are when whole code points are appended, so that a growing answer can be
 *   shown as it comes. Each cut therefore looks only at text that is certain to stand when it has to be made.
 */
export function chunk(markdown: string, options: ChunkOptions): string[] {
  const { max, measure = (text: string) => text.length } = options;
  if (max < 80) throw new RangeError("a part needs room for 80 at least");
  const lines = readLines(markdown, max >> 3);
  const inkEnd = trimEnd(markdown).length;
  const parts: string[] = [];
  let from = 0;
  let first = 0;
  let opening = "";
  while (from < inkEnd) {
    const seen = (end: number) => measure(opening + markdown.slice(from, end));
    const limit = longest(markdown, from, (end) => seen(end) <= max);
    const rest = limit >= inkEnd ? opening + closed(markdown, from, lines.at(-1)) : undefined;
    if (rest !== undefined && measure(rest) <= max) {
      parts.push(rest);
      break;
    }
    const half = longest(markdown, from, (end) => seen(end) <= max / 2);
    const window: Window = { text: markdown, lines, from, first, limit };
    const part = (cut: Cut) => opening + ending(window, cut);
    const fits = (cut: Cut) => measure(part(cut)) <= max;
    const cut = best(window, half, fits) ?? forced(window, fits);
    if (hasInk(markdown, from, cut.at)) parts.push(part(cut));
    ({ from, opening } = resume(window, cut, max));
    first = lineAt(lines, from, first);
  }
  return parts;
}

/** The best place in the second half, else the best in the first. */
function best(window: Window, half: number, fits: (cut: Cut) => boolean): Cut | undefined {
  let found: Cut | undefined;
  for (const cut of places(window)) {
    if (found && ((found.at >= half && cut.at < half) || found.rank === bestRank)) break;
    if (cut.rank > (found?.rank ?? 0) && fits(cut)) found = cut;
  }
  return found;
}

const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** The end of the last grapheme that fits, or of the last code point if one grapheme is too long by itself. */
function forced(window: Window, fits: (cut: Cut) => boolean): Cut {
  const { text, from, limit } = window;
  const cutAt = (at: number): Cut => ({ at, line: lineAt(window.lines, at, window.first), rank: 0 });
  const end = longest(text, from, (at) => at <= limit && fits(cutAt(at)));
  const start = graphemes.segment(text.slice(from, end + 2)).containing(end - from)?.index ?? end - from;
  return cutAt(start > 0 ? from + start : end);
}

/** The largest `end` that passes `test`: at least one code point beyond `from`, never inside a surrogate pair. */
function longest(text: string, from: number, test: (end: number) => boolean): number {
  let low = from + 1;
  let step = 256;
  while (low + step < text.length && test(low + step)) {
    low += step;
    step *= 2;
  }
  let high = Math.min(text.length, low + step);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (test(middle)) low = middle;
    else high = middle - 1;
  }
  const isInPair = /^[\ud800-\udbff][\udc00-\udfff]/.test(text.slice(low - 1, low + 1));
  if (!isInPair) return low;
  return low - 1 > from ? low - 1 : low + 1;
}

/** The text before a cut, with its fence closed. */
function ending(window: Window, cut: Cut): string {
  const text = window.text.slice(window.from, cut.at);
  const fence = fenceAt(window, cut);
  return fence ? `${text}\n${fence.indent}${fence.marker}` : trimEnd(text);
}

function fenceAt(window: Window, cut: Cut): Fence | undefined {
  const line = window.lines[cut.line];
  return cut.at === line?.end ? line.after : line?.fence;
}

/** All that is left, its fence closed even if the text does not do so, or does not do so yet. */
function closed(text: string, from: number, last: Line | undefined): string {
  const rest = trimEnd(text.slice(from));
  const isUnfinished = last?.end === text.length;
  if (!last?.after || (isUnfinished && last.edge === "opens")) return rest;
  const { indent, marker } = last.after;
  const line = isUnfinished ? text.slice(last.start).trimStart() : "";
  if (line !== "" && marker.startsWith(line)) return rest + marker.slice(line.length);
  return `${rest}\n${indent}${marker}`;
}

/** Where the part after a cut begins, and what it opens with. */
function resume(
  { text, lines, ...window }: Window,
  cut: Cut,
  max: number,
): { from: number; opening: string } {
  const line = lines[cut.line] as Line;
  const isLineEnd = cut.at === line.end;
  const fence = fenceAt({ text, lines, ...window }, cut);
  if (fence) {
    const next = lines[cut.line + 1];
    // The part before closes the fence, so its own closing line has nothing left to close.
    if (isLineEnd && next?.edge === "closes") return { from: skipBlank(text, next.end), opening: "" };
    const opens = `${fence.indent}${fence.marker}${fence.info}`;
    const opening = opens.length <= max >> 2 ? opens : `${fence.indent}${fence.marker}`;
    return { from: isLineEnd ? cut.at + 1 : cut.at, opening: `${opening}\n` };
  }
  const from = skipBlank(text, cut.at);
  const rows = isLineEnd && from === line.end + 1 && text[from] === "|" ? line.table : undefined;
  return { from, opening: rows && rows.row > 0 ? tableHead(text, lines, rows.first, max) : "" };
}

function tableHead(text: string, lines: readonly Line[], first: number, max: number): string {
  const [head, rule] = [lines[first], lines[first + 1]];
  if (!head || !rule || !isTableRule(text.slice(rule.start, rule.end))) return "";
  const whole = text.slice(head.start, rule.end + 1);
  if (whole.length <= max >> 2) return whole;
  // columns padded with blanks and dashes make a head long that says little
  const dense = whole.replace(/[ \t]{2,}/g, " ").replace(/-{3,}/g, "---");
  return dense.length <= max >> 2 ? dense : "";
}

/** Skips blank space after a cut; the indentation of the next line of text stays, and a space that bears a mark. */
function skipBlank(text: string, at: number): number {
  let from = at;
  for (let next = at; next < text.length; next++) {
    if (text[next] === "\n") from = next + 1;
    else if (!isSpace(text[next])) {
      if (from !== at) return from;
      return next > at && clings(text, next) ? next - 1 : next;
    }
  }
  return text.length;
}

function trimEnd(text: string): string {
  let end = text.length;
  while (end > 0 && (text[end - 1] === "\n" || isSpace(text[end - 1]))) end--;
  return text.slice(0, end);
}

function hasInk(text: string, from: number, to: number): boolean {
  for (let at = from; at < to; at++) if (text[at] !== "\n" && !isSpace(text[at])) return true;
  return false;
}
