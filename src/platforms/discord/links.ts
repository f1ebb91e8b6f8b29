import { judgeLink } from "../../core/safe-link.ts";

/** Code is left alone; a fence that is still open reaches to the end. */
const code = "`{3,}[\\s\\S]*?(?:`{3,}|$)|``(?:[^`]|`(?!`))*``|`[^`\\n]*`";
/** With brackets inside it, as long as they are closed; written so that no text makes matching slow. */
const inParentheses = "[^\\s<>()]{1,1900}(?:\\([^\\s<>()]{0,1900}\\)[^\\s<>()]{0,1900}){0,3}";
const masked = `!?\\[([^[\\]\\n]{0,500})\\]\\(\\s{0,9}<?(${inParentheses})>?(?:\\s{1,9}"[^"\\n]{0,200}")?\\s{0,9}\\)`;
const bracketed = "<([a-z][a-z0-9+.-]{1,20}:[^\\s<>]{1,1900})>";
const bare = "\\b[a-z][a-z0-9+.-]{1,20}://[^\\s<>`|]{1,1900}";
const token = new RegExp(`(${code})|${masked}|${bracketed}|(${bare})`, "gi");

/** Room that `guardLinks` may take beyond the text's own length; grows with the text, as `chunk` wants it. */
export function linkRoom(text: string): number {
  let count = 0;
  for (let at = text.indexOf("://"); at >= 0; at = text.indexOf("://", at + 3)) count++;
  return 2 * count;
}

/** Something in Markdown that leads somewhere, or is code and leads nowhere; `whole` is how it is written. */
export type Linked =
  | { kind: "code"; whole: string }
  | { kind: "masked"; whole: string; label: string; target: string }
  | { kind: "bracketed" | "bare"; whole: string; target: string };

/** Puts something else for each link and each piece of code. */
export function replaceLinks(markdown: string, replacement: (found: Linked) => string): string {
  return markdown.replace(token, (whole, codeSpan, label, target, inBrackets, plain) => {
    if (codeSpan !== undefined) return replacement({ kind: "code", whole });
    if (target !== undefined) return replacement({ kind: "masked", whole, label: label ?? "", target });
    if (inBrackets !== undefined) return replacement({ kind: "bracketed", whole, target: inBrackets });
    const end = trailing(plain);
    const url = plain.slice(0, plain.length - end.length);
    return replacement({ kind: "bare", whole: url, target: url }) + end;
  });
}

/**
 * Makes links in Markdown say where they lead: labels that read like another host give way to the address, schemes
 * other than http, https and mailto become code, and no address is unfurled (Discord leaves `<https://…>` alone).
 */
export function guardLinks(markdown: string): string {
  return replaceLinks(markdown, (found) => {
    if (found.kind === "code") return found.whole;
    if (found.kind === "masked") return link(found.whole, found.label, found.target);
    return isSafe(found.target) ? `<${found.target}>` : asCode(found.target);
  });
}

function link(whole: string, label: string, target: string): string {
  const judged = judgeLink(label, target);
  if (judged.kind === "words") return label;
  const shown = judged.kind === "link" ? `[${label}](<${judged.target}>)` : `<${judged.target}>`;
  const room = whole.length + linkRoom(whole);
  return shown.length <= room ? shown : asCode(target);
}

function isSafe(url: string): boolean {
  return /^(?:https?:\/\/|mailto:)/i.test(url);
}

function asCode(text: string): string {
  return `\`${text.replaceAll("`", "'")}\``;
}

/** Punctuation after an address that belongs to the sentence, and a closing bracket that was not opened in it. */
function trailing(url: string): string {
  let end = url.length;
  while (end > 0) {
    const last = url[end - 1] as string;
    const isOpen = last === ")" && url.slice(0, end).split("(").length >= url.slice(0, end).split(")").length;
    if (!".,:;!?\"'*_~)]".includes(last) || isOpen) break;
    end--;
  }
  return url.slice(end);
}
