import { Marked } from "marked";
import { judgeLink } from "../../core/safe-link.ts";
import { legible } from "./words.ts";

/** Text in HTML, between tags or as the value of an attribute. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (c) => `&#${c.charCodeAt(0)};`);
}

/** What is longer, or nests lists and quotes deeper, is shown as it was written: rendering it takes its square in time. */
const longest = 100_000;
const tooDeep = /^(?:[ \t]*(?:>|[-*+]|\d+[.)])){40}/m;

/** A message's Markdown as HTML. Its own HTML is words, pictures are links, and links lead to web and mail alone. */
export function richText(markdown: string): string {
  const text = legible(markdown);
  if (text.length > longest || tooDeep.test(text)) return plain(text);
  try {
    return marked.parse(text, { async: false });
  } catch (error) {
    // deep nesting of another kind: the words matter more than their looks
    if (error instanceof RangeError) return plain(text);
    throw error;
  }
}

function plain(text: string): string {
  return `<pre>${escapeHtml(text)}</pre>\n`;
}

const marked = new Marked({
  gfm: true,
  breaks: true,
  // no tags are recognised at all, so that there is nothing that passes for text already escaped
  tokenizer: { html: () => undefined, tag: () => undefined },
  renderer: {
    html: ({ text }) => escapeHtml(text),
    text(token) {
      return "tokens" in token && token.tokens
        ? this.parser.parseInline(token.tokens)
        : escapeHtml(token.text);
    },
    code: ({ text, lang }) => {
      const language = lang?.trim() ? ` data-language="${escapeHtml(lang.trim().split(/\s/)[0] ?? "")}"` : "";
      return `<pre${language}><code>${escapeHtml(text)}\n</code></pre>\n`;
    },
    // below the headings of the page
    heading({ tokens, depth }) {
      const level = Math.min(6, depth + 3);
      return `<h${level}>${this.parser.parseInline(tokens)}</h${level}>\n`;
    },
    link({ href, text, tokens }) {
      return link(href, text, this.parser.parseInline(tokens));
    },
    image: ({ href, text }) => link(href, text, `🖼 ${escapeHtml(text || "picture")}`),
  },
});

function link(href: string, label: string, shown: string): string {
  const judged = judgeLink(label, href);
  if (judged.kind === "words") return shown;
  const target = escapeHtml(judged.target);
  return `<a href="${target}" rel="noopener noreferrer nofollow">${judged.kind === "link" ? shown : target}</a>`;
}
