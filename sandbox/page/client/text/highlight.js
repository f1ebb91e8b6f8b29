import { html } from "htm/preact";

const words = [
  "abstract async await break case catch class const continue def default del do elif else enum export extends",
  "false finally fn for from func function go if impl import in interface is let match mod mut new nil none not null",
  "or package pass pub raise return self static struct super switch this throw true try type typeof undefined use",
  "val var void when where while with yield and select insert update delete join order group by create table",
];
const keywords = new Set(words.join(" ").split(" "));
const comment = /\/\/[^\n]*|\/\*[\s\S]*?\*\/|(?<=^|\s)#[^\n]*/;
const string = /"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*'|`(?:\\.|[^`\\])*`/;
const piece = new RegExp(`(${comment.source})|(${string.source})|(\\b\\d[\\w.]*)|([A-Za-z_]\\w*)`, "g");
const plain = new Set(["", "text", "txt", "plain", "plaintext", "log", "md", "markdown", "diff"]);
/** Longer code is shown as it is: colour is not worth a slow page. */
const longest = 20_000;

/**
 * Colours what reads alike in most languages: comments, strings, numbers, keywords.
 * @param {string} text
 * @param {string} lang
 */
export function highlight(text, lang) {
  if (plain.has(lang.toLowerCase()) || text.length > longest) return [text];
  const out = [];
  let from = 0;
  for (const match of text.matchAll(piece)) {
    const [all, isComment, isString, isNumber, word = ""] = match;
    const kind = isComment
      ? "comment"
      : isString
        ? "string"
        : isNumber
          ? "number"
          : keywords.has(word)
            ? "keyword"
            : "";
    if (!kind) continue;
    out.push(text.slice(from, match.index), html`<span class=${`hl-${kind}`}>${all}</span>`);
    from = match.index + all.length;
  }
  out.push(text.slice(from));
  return out;
}
