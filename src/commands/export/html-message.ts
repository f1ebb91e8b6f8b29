import { cleanName } from "../../core/clean-name.ts";
import type { ExportMessage } from "../../core/export.ts";
import { shownName } from "./html-words.ts";
import { escapeHtml, richText } from "./rich-text.ts";
import { legible, minute } from "./words.ts";

/** One message of an exported page. An answer that was given again is folded up. */
export function articleOf(message: ExportMessage): string {
  const { id, role, author, at, superseded } = message;
  const name = `<bdi>${shownName(author.name)}</bdi>`;
  if (role === "marker")
    return `<div class="note"><span>${name} started afresh here on ${minute(at)}: what stands above no longer counts</span></div>\n`;
  const kind = role === "parley" ? "parley" : "person";
  const colour = role === "parley" ? "" : ` class="c${colourOf(author.id)}"`;
  const article = `<article class="${kind}" id="m-${escapeHtml(id)}"><i${colour} aria-hidden="true">${initial(message)}</i><div>
<h3><b>${name}</b>${timeOf(at)}${marks(message)}</h3>
${body(message)}</div></article>
`;
  if (!superseded) return article;
  return `<details class="old"><summary>An earlier answer, given again later</summary>\n${article}</details>\n`;
}

function body({ text, files, note }: ExportMessage): string {
  const blocks = [text === "" ? "" : `<div class="text" dir="auto">${richText(text)}</div>\n`];
  if (files.length > 0) blocks.push(`<ul class="files">${files.map(fileOf).join("")}</ul>\n`);
  if (note !== undefined)
    blocks.push(`<p class="aside" dir="auto">${escapeHtml(legible(note).replace(/\s+/g, " "))}</p>\n`);
  return blocks.join("");
}

function fileOf({ name, sizeBytes }: ExportMessage["files"][number]): string {
  return `<li>📎 <bdi>${shownName(name)}</bdi> <small>${size(sizeBytes)}</small></li>`;
}

function size(bytes: number): string {
  if (bytes < 1_024) return `${bytes} B`;
  return bytes < 1_048_576 ? `${Math.round(bytes / 1_024)} KB` : `${(bytes / 1_048_576).toFixed(1)} MB`;
}

function timeOf(at: number): string {
  const iso = new Date(at).toISOString();
  return `<time datetime="${iso}" title="${minute(at)}">${iso.slice(11, 16)}</time>`;
}

function marks({ editedAt, role }: ExportMessage): string {
  return `${role === "parley" ? "<small>assistant</small>" : ""}${editedAt === undefined ? "" : "<small>edited</small>"}`;
}

function initial({ role, author }: ExportMessage): string {
  if (role === "parley") return "P";
  const first = /[\p{L}\p{N}]/u.exec(cleanName(author.name) ?? "")?.[0];
  return escapeHtml((first ?? "•").toUpperCase());
}

/** The same for a person throughout, whatever they are called. */
function colourOf(id: string): number {
  return [...id].reduce((sum, c) => (sum * 31 + (c.codePointAt(0) ?? 0)) % 8_191, 7) % 8;
}
