import { judgeLink } from "../../../core/safe-link.ts";
import { replaceLinks } from "../links.ts";

const punctuation = /[!-/:-@[-`{-~]/g;
const lineBreak = /<br\s*\/?>/gi;

/** What a cell's Markdown says, without its marks: links as their labels, code as it is. */
export function plainText(cell: string): string {
  const unlinked = replaceLinks(cell, (found) => {
    if (found.kind === "code") return escaped(codeText(found.whole));
    if (found.kind === "masked" && found.label.trim() !== "") return found.label;
    return escaped(found.target);
  });
  return (
    withoutEmphasis(unlinked.replace(lineBreak, " / "))
      .replace(/\\([!-/:-@[-`{-~])/g, "$1")
      .replace(/[\s\p{Cc}]/gu, " ")
      // three backticks would end the block that the text stands in
      .replace(/`{3,}/g, (marks) => "'".repeat(marks.length))
      .trim()
  );
}

export interface CellLink {
  target: string;
  /** Markdown of the link by itself. */
  text: string;
}

/** Where a cell's links lead, apart from such as would not be links on Discord. */
export function linksOf(cell: string): CellLink[] {
  const links: CellLink[] = [];
  replaceLinks(cell, (found) => {
    if (found.kind !== "code" && judgeLink("", found.target).kind !== "words") {
      const { target } = found;
      const text = found.kind === "masked" ? found.whole.replace(/^!/, "") : `<${target}>`;
      links.push({ target, text });
    }
    return "";
  });
  return links;
}

/** A row that is still being written, with `instead` for all but the label of a link that is not finished at its end. */
export function withoutHalfLink(row: string, instead = ""): string {
  if (!row.includes("](")) return row;
  const finished = replaceLinks(row, ({ kind, whole }) =>
    kind === "masked" ? "x".repeat(whole.length) : whole,
  );
  const half = halfLink.exec(finished);
  return half ? row.slice(0, half.index) + half[1] + instead : row;
}

const halfLink = /!?\[([^[\]|]{0,500})\]\(\s{0,9}[^\s|]*(?:\s{1,9}(?:"[^"|]*"?\s*)?)?$/;

function escaped(text: string): string {
  return text.replace(punctuation, "\\$&");
}

function codeText(code: string): string {
  const inner = code.replace(/^`+|`+$/g, "").replaceAll("\\|", "|");
  if (inner.trim() === "") return code;
  return /^ .*\S.* $/.test(inner) ? inner.slice(1, -1) : inner;
}

/** Takes away the marks of bold, italics and strike that have their partner; linear, however many have none. */
function withoutEmphasis(text: string): string {
  const pieces = text.match(/\\[\s\S]?|\*+|_+|~+|[^\\*_~]+/g) ?? [];
  const open = new Map<string, number[]>();
  for (const [index, piece] of pieces.entries()) {
    if (!"*_~".includes(piece[0] as string) || piece.length > 3 || piece === "~") continue;
    const before = pieces[index - 1]?.at(-1) ?? " ";
    const after = pieces[index + 1]?.[0] ?? " ";
    const inWord = piece[0] === "_";
    const opened = open.get(piece) ?? [];
    const partner = opened.at(-1);
    if (partner !== undefined && /\S/.test(before) && !(inWord && /[\p{L}\p{N}]/u.test(after))) {
      opened.pop();
      pieces[partner] = "";
      pieces[index] = "";
    } else if (/\S/.test(after) && !(inWord && /[\p{L}\p{N}]/u.test(before))) {
      open.set(piece, [...opened.slice(-8), index]);
    }
  }
  return pieces.join("");
}
