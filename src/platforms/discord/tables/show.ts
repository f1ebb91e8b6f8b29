import { type Alignment, splitRow } from "./cells.ts";
import { findTables, type Table } from "./find.ts";
import { type CellLink, linksOf, plainText, withoutHalfLink } from "./inline.ts";
import { displayWidth } from "./width.ts";

/**
 * Columns of the widest table that is shown as one: about what Discord's window shows beside its lists of channels and
 * members. Phones show fewer and wrap what is wider; a list wraps well everywhere.
 */
export const widest = 64;

/**
 * Discord has no tables, so each becomes a block of code with its columns aligned, its links below, or, too wide for
 * that, a list: a paragraph a row, a line a cell.
 */
export function showTables(markdown: string, maxMarker: number): string {
  let shown = "";
  let from = 0;
  for (const table of findTables(markdown, maxMarker)) {
    if (!table.alignments) continue;
    shown += markdown.slice(from, table.start) + showTable(table, table.alignments);
    from = table.end;
  }
  return shown + markdown.slice(from);
}

function showTable(table: Table, alignments: readonly Alignment[]): string {
  const head = splitRow(table.head);
  const rows = table.rows
    .map((row, index) =>
      table.isOpen && index === table.rows.length - 1 ? splitRow(withoutHalfLink(row), true) : splitRow(row),
    )
    .filter((cells) => cells.some((cell) => cell !== ""));
  return asBlock([head, ...rows], alignments) ?? asList(head, rows);
}

function asBlock(rows: readonly string[][], alignments: readonly Alignment[]): string | undefined {
  const columns = Math.max(...rows.map((row) => row.length));
  const cells = rows.map((row) =>
    Array.from({ length: columns }, (_, column) => readCell(row[column] ?? "")),
  );
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(1, ...cells.map((row) => row[column]?.width ?? 0)),
  );
  if (widths.reduce((sum, width) => sum + width + 2, -2) > widest) return undefined;
  const lines = cells.map((row) =>
    row.map((cell, column) => pad(cell, widths[column] as number, alignments[column])).join("  "),
  );
  lines.splice(1, 0, widths.map((width) => "-".repeat(width)).join("  "));
  const block = lines.map((line) => line.trimEnd()).join("\n");
  return ["```", block, "```", ...linkLines(rows.flat())].join("\n");
}

function readCell(cell: string): { text: string; width: number } {
  const text = plainText(cell);
  return { text, width: displayWidth(text) };
}

function pad(cell: { text: string; width: number }, width: number, alignment: Alignment = "left"): string {
  const room = width - cell.width;
  const before = alignment === "right" ? room : alignment === "center" ? room >> 1 : 0;
  return " ".repeat(before) + cell.text + " ".repeat(room - before);
}

/** A block of code has nothing to click on. */
function linkLines(cells: readonly string[]): string[] {
  const links = new Map<string, CellLink>();
  for (const link of cells.flatMap(linksOf)) if (!links.has(link.target)) links.set(link.target, link);
  return [...links.values()].map((link) => link.text);
}

function asList(head: readonly string[], rows: readonly string[][]): string {
  const names = head.map(listedName);
  const shown = rows.map((row) =>
    row
      .map((cell, column) => ({ name: names[column], value: listed(cell) }))
      .filter(({ value }) => value !== "")
      .map(({ name, value }) => (name ? `${name}: ${value}` : value))
      .join("\n"),
  );
  const blocks =
    rows.length > 0 ? shown.filter((block) => block !== "") : [names.filter(Boolean).join(" | ")];
  return [...blocks, ...linkLines(head)].join("\n\n");
}

/** The name of a column as it stands before each of its values in a list. */
export function listedName(cell: string): string {
  const name = plainText(cell).replace(/[\\*_~`|<>[\]]/g, "\\$&");
  return name ? `**${name}**` : "";
}

/** A cell's Markdown outside of a table. A pipe stays escaped, for two of them hide what is between; not in code. */
function listed(cell: string): string {
  return cell.replace(/`+[^`]*`+/g, (code) => code.replaceAll("\\|", "|")).replace(/<br\s*\/?>/gi, "\n");
}
