import { clings, isSpace } from "./characters.ts";
import { type Line, lineAt } from "./markdown-lines.ts";

/** What of a text could go into the next part. Positions are indices into `text`. */
export interface Window {
  text: string;
  lines: readonly Line[];
  from: number;
  /** Index of the line that holds `from`. */
  first: number;
  /** The last place at which the part could end, were nothing added to it. */
  limit: number;
}

export interface Cut {
  at: number;
  /** Index of the line that holds `at`. */
  line: number;
  rank: number;
}

/** How good a place is to cut at, the best last. */
const rank = {
  afterOpening: 1,
  wordInside: 2,
  afterTableHead: 3,
  lineInside: 4,
  blankInside: 5,
  word: 6,
  sentence: 7,
  line: 8,
  paragraph: 9,
} as const;

export const bestRank = rank.paragraph;

/** Every good place to cut, from the limit backwards. Looks at no character beyond the one at the limit. */
export function* places(window: Window): Generator<Cut> {
  const { lines, from, limit } = window;
  for (let index = lineAt(lines, limit, window.first); index >= window.first; index--) {
    const line = lines[index];
    if (!line) return;
    if (line.end <= limit && line.end > from) yield { at: line.end, line: index, rank: lineRank(line) };
    if (!line.marks) yield* placesInLine(window, line, index);
  }
}

function lineRank(line: Line): number {
  if (line.edge === "opens") return rank.afterOpening;
  if (line.edge === "closes") return rank.paragraph;
  if (line.fence) return line.blank ? rank.blankInside : rank.lineInside;
  if (line.table) return line.table.row < 2 ? rank.afterTableHead : rank.lineInside;
  return line.blank ? rank.paragraph : rank.line;
}

const sentenceEnd = /[.!?…:;。！？；：][)\]"'”’»*_]{0,3}$/u;
const ideographicEnd = "。！？；：";
/** Code spans and links, also such as are still open where the window ends. */
const whole = /`[^`]*(?:`|$)|\[[^[\]]*(?:\](?:\([^()]*(?:\)|$))?|$)/g;
const listMark = /^\s*(?:[-*+>]|\d{1,9}[.)])$/;

function* placesInLine(window: Window, line: Line, index: number): Generator<Cut> {
  const { text, limit } = window;
  const start = Math.max(line.start, window.from);
  const shown = text.slice(start, Math.min(line.end, limit));
  const inside = line.fence !== undefined || line.table !== undefined;
  const kept = inside
    ? []
    : [...shown.matchAll(whole)].map((m) => ({ from: m.index, to: m.index + m[0].length }));
  const ink = Math.max(0, shown.search(/[^ \t\r]/));
  for (let offset = shown.length - 1; offset > ink; offset--) {
    const blank = isSpace(shown[offset]);
    const ideographic = ideographicEnd.includes(shown[offset - 1] as string);
    if (!blank && !ideographic) continue;
    while (kept.length > 0 && (kept.at(-1)?.from ?? 0) >= offset) kept.pop();
    if (offset < (kept.at(-1)?.to ?? 0)) continue;
    if (offset < ink + 11 && listMark.test(shown.slice(0, offset))) continue;
    const next = start + offset + (blank ? 1 : 0);
    if (clings(text, next)) continue;
    const ends = ideographic || sentenceEnd.test(shown.slice(Math.max(0, offset - 4), offset));
    yield {
      at: start + offset,
      line: index,
      rank: inside ? rank.wordInside : ends ? rank.sentence : rank.word,
    };
  }
}
