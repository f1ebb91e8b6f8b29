import { readLines } from "../../../core/markdown-lines.ts";
import { type Alignment, readRule, splitRow, wasRule } from "./cells.ts";

/** A table in Markdown, from `start` to `end`. */
export interface Table {
  start: number;
  end: number;
  head: string;
  rule: string;
  /** Absent: the rule was one when it was only half there, but is none as it stands. */
  alignments: Alignment[] | undefined;
  rows: string[];
  /** It reaches to the end of the text: its last line may be still being written. */
  isOpen: boolean;
}

/** A line that begins like another kind of block belongs to no table. */
const otherBlock = /^\s*(?:>|#{1,6}\s|[-*+]\s|\d{1,9}[.)]\s)/;

/**
 * The tables of a text, after GFM: a head, a rule with as many cells, rows. Not those in fences, nor in quotes.
 * Written here rather than left to a Markdown library because `tableRoom` needs to know what half a table is.
 */
export function findTables(text: string, maxMarker: number): Table[] {
  if (!text.includes("|")) return [];
  const lines = readLines(text, maxMarker).map((line) => {
    const words = text.slice(line.start, line.end);
    const isProse = !line.fence && !line.edge && words.includes("|") && !otherBlock.test(words);
    return { ...line, words, isProse };
  });
  const tables: Table[] = [];
  for (let index = 0; index + 1 < lines.length; index++) {
    const [head, rule] = [lines[index], lines[index + 1]];
    if (!head?.isProse || !rule?.isProse) continue;
    const columns = splitRow(head.words).length;
    const alignments = readRule(rule.words, columns);
    if (!alignments && !wasRule(rule.words, columns)) continue;
    const rows: string[] = [];
    let last = rule;
    for (let next = index + 2; alignments && lines[next]?.isProse; next++) {
      last = lines[next] as typeof rule;
      rows.push(last.words);
    }
    const { start } = head;
    const isOpen = last.end === text.length;
    tables.push({ start, end: last.end, head: head.words, rule: rule.words, alignments, rows, isOpen });
    if (alignments) index += rows.length + 1;
  }
  return tables;
}
