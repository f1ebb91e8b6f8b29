const CONTROL = /<(?:[@#!][^<>\s|]+(?:\|[^<>]*)?|(?:https?|mailto|tel):[^<>|]+(?:\|[^<>]*)?)>/g;
const BARE_URL = /\bhttps?:\/\/[^\s<>"'`|]+[^\s<>"'`|.,;:!?)\]}]/g;
const CODE = /(```[\s\S]*?```|`[^`\n]+`)/g;

/**
 * Text as Slack stores it: control sequences kept, stray `&`, `<` and `>` escaped, bare links put into angle
 * brackets except in code. Source: docs.slack.dev/messaging/formatting-message-text.
 */
export function storedText(text: string): string {
  return text
    .split(CODE)
    .map((part, i) => (i % 2 === 1 ? escapeStray(part) : linkBare(part)))
    .join("");
}

function linkBare(text: string): string {
  return outsideControl(text, (plain) => {
    let out = "";
    let from = 0;
    for (const match of plain.matchAll(BARE_URL)) {
      out += escapeStray(plain.slice(from, match.index));
      out += `<${escapeStray(match[0])}>`;
      from = match.index + match[0].length;
    }
    return out + escapeStray(plain.slice(from));
  });
}

function outsideControl(text: string, change: (plain: string) => string): string {
  let out = "";
  let from = 0;
  for (const match of text.matchAll(CONTROL)) {
    out += change(text.slice(from, match.index)) + match[0];
    from = match.index + match[0].length;
  }
  return out + change(text.slice(from));
}

function escapeStray(text: string): string {
  return text
    .replace(/&(?!(?:amp|lt|gt);)/g, "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}

/** Ids of the people and apps a stored text mentions, in order, each once. */
export function mentions(text: string): string[] {
  return [...new Set([...text.matchAll(/<@([A-Z0-9]+)(?:\|[^>]*)?>/g)].map((m) => m[1] ?? ""))];
}

/** Links of a stored text, in order, each once. */
export function links(text: string): string[] {
  const outside = text
    .split(CODE)
    .filter((_, i) => i % 2 === 0)
    .join(" ");
  const found = [...outside.matchAll(/<(https?:\/\/[^>|]+)(?:\|[^>]*)?>/g)].map((m) => m[1] ?? "");
  return [...new Set(found)].map((url) => url.replaceAll("&amp;", "&"));
}
