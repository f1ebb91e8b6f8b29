import { linkRoom, replaceLinks } from "../links.ts";
import { splitRow } from "./cells.ts";
import { findTables, type Table } from "./find.ts";
import { linksOf, plainText, withoutHalfLink } from "./inline.ts";
import { listedName, widest } from "./show.ts";
import { displayWidth } from "./width.ts";

/** What a row takes once shown, in characters, beyond what its columns' widths make of it. */
interface Size {
  widths: number[];
  /** Characters more, or fewer, than columns. */
  excess: number;
  links: { target: string; length: number }[];
}

/** Rows as they are (`whole`), or the most that they can have taken when they were `ended`, or are still `open`. */
type Sizes = Record<"whole" | "ended" | "open", (row: string) => Size> & {
  /** What a head's cells take, each, before a value in a list. */
  names(head: string): number[];
};

const fences = "```\n\n```".length;

/**
 * Room that `showTables` may take beyond the text's own length. Like any measure of `chunk`'s it never shrinks as text
 * is appended, although tables do: code is closed and its pipes divide nothing any more, a wide table becomes a list.
 * So it is the most that the table can have taken at any moment while it was written. What it has read it keeps, so
 * that measuring a text's parts again and again stays cheap: make one for each text that is split.
 */
export function tableRoom(maxMarker: number): (text: string) => number {
  const sizes: Sizes = {
    whole: kept(measured),
    ended: kept((row) => most(row, true)),
    open: kept((row) => most(row, false)),
    names: kept((head) => splitRow(head).map(nameLength)),
  };
  return (text) => sum(findTables(text, maxMarker).map((table) => growth(table, sizes)));
}

function kept<T>(read: (row: string) => T): (row: string) => T {
  const known = new Map<string, T>();
  return (row) => {
    const size = known.get(row) ?? read(row);
    known.set(row, size);
    return size;
  };
}

function growth(table: Table, sizes: Sizes): number {
  const names = sizes.names(table.head);
  const head = sizes.whole(table.head);
  const listed = (row: string, { widths: { length } }: Size) =>
    row.length + "\n\n".length + length + sum(names.slice(0, length));
  const targets = new Set<string>();
  const widths = [...head.widths];
  let { excess } = head;
  let links = addLinks(head, targets);
  let list = links;
  let written = table.head.length + 1;
  const asBlock = (width: number, lines: number) =>
    fences + lines * (Math.min(width, widest) + 1) + excess + links;
  let growth = (total(widths) <= widest ? asBlock(total(widths), 2) : list + sum(names)) - written;
  written += table.rule.length + 1;
  for (const [index, row] of table.rows.entries()) {
    const isOpen = table.isOpen && index === table.rows.length - 1;
    const size = (isOpen ? sizes.open : sizes.ended)(row);
    const width = total(widths, size.widths);
    if (total(widths) <= widest) {
      const more = size.excess + sum(size.links.map((link) => link.length));
      growth = Math.max(growth, asBlock(width, index + 3) + more - written);
    }
    if (width > widest) growth = Math.max(growth, list + listed(row, size) - written);
    if (isOpen) break;
    const whole = sizes.whole(row);
    widen(widths, whole.widths);
    excess += whole.excess;
    links += addLinks(whole, targets);
    list += listed(row, whole);
    written += row.length + 1;
  }
  return Math.max(0, growth);
}

/** A finished row as it is. */
function measured(row: string): Size {
  const cells = splitRow(row);
  const texts = cells.map(plainText);
  const widths = texts.map(displayWidth);
  return {
    widths,
    excess: sum(texts.map((text) => text.length)) - sum(widths) + 2 * linkRoom(row),
    links: cells.flatMap(linksOf).map(({ target, text }) => ({ target, length: text.length + 2 })),
  };
}

/** The most that a row can have taken while it was written. @param ended it is written to its end */
function most(row: string, ended: boolean): Size {
  const widths = splitRow(withoutHalfLink(row, "]()"), true).map(mostWidth);
  if (ended) widen(widths, splitRow(row).map(mostWidth));
  const mayLink = /:\/\/|\]\(|mailto:/i.test(row);
  return {
    widths,
    excess: row.replace(/[ -~]/g, "").length + 2 * linkRoom(row),
    links: mayLink ? [{ target: "", length: row.length + 2 * linkRoom(row) }] : [],
  };
}

/** With all its marks, but of links no more than the label and some brackets. */
function mostWidth(cell: string): number {
  return displayWidth(
    replaceLinks(cell, (found) => (found.kind === "masked" ? `[${found.label}]()` : found.whole)),
  );
}

function nameLength(cell: string): number {
  const name = listedName(cell);
  return name.length + linkRoom(name) + ": \n".length;
}

/** What links take that lead where none did before. */
function addLinks(size: Size, targets: Set<string>): number {
  let length = 0;
  for (const link of size.links) {
    if (targets.has(link.target)) continue;
    targets.add(link.target);
    length += link.length;
  }
  return length;
}

function widen(widths: number[], others: readonly number[]): void {
  for (const [column, width] of others.entries()) widths[column] = Math.max(width, widths[column] ?? 0);
}

/** The width of a table whose columns hold both. */
function total(widths: readonly number[], others: readonly number[] = []): number {
  let width = -2;
  for (let column = 0; column < widths.length || column < others.length; column++)
    width += Math.max(1, widths[column] ?? 0, others[column] ?? 0) + 2;
  return width;
}

function sum(lengths: readonly number[]): number {
  return lengths.reduce((all, length) => all + length, 0);
}
