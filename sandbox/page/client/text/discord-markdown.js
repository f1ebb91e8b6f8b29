import { Marked } from "marked";

/** A rule of marked's that Discord does not have. */
const off = () => undefined;

/**
 * @param {string} name
 * @param {string} start
 * @param {RegExp} pattern
 * @param {(match: RegExpExecArray, lexer: import("marked").TokenizerThis["lexer"]) => object} build
 * @returns {import("marked").TokenizerExtension}
 */
const inline = (name, start, pattern, build) => ({
  name,
  level: "inline",
  start: (src) => src.indexOf(start),
  tokenizer(src) {
    const match = pattern.exec(src);
    return match ? { type: name, raw: match[0], ...build(match, this.lexer) } : undefined;
  },
});

const discord = new Marked({ gfm: true, breaks: true });
discord.use({
  tokenizer: {
    code: off,
    html: off,
    tag: off,
    table: off,
    def: off,
    reflink: off,
    lheading: off,
    hr: off,
    blockquote: off,
    heading: (src) => (/^#{1,3} /.test(src) ? false : undefined),
    // An image is a link here: Discord shows no pictures inside text.
    link: (src) => (src.startsWith("!") ? undefined : false),
  },
  extensions: [
    {
      name: "quote",
      level: "block",
      start: (src) => src.match(/(?:^|\n)>/)?.index,
      tokenizer(src) {
        const rest = /^>>> ([\s\S]+)$/.exec(src);
        const lines = rest ?? /^(?:> [^\n]*(?:\n|$))+/.exec(src);
        if (!lines) return undefined;
        const text = rest ? (rest[1] ?? "") : lines[0].replace(/^> /gm, "").replace(/\n$/, "");
        return { type: "quote", raw: lines[0], tokens: this.lexer.blockTokens(text, []) };
      },
    },
    {
      name: "subtext",
      level: "block",
      start: (src) => src.match(/(?:^|\n)-# /)?.index,
      tokenizer(src) {
        const match = /^-# ([^\n]+)(?:\n|$)/.exec(src);
        return match
          ? { type: "subtext", raw: match[0], tokens: this.lexer.inlineTokens(match[1] ?? "") }
          : undefined;
      },
    },
    inline("spoiler", "||", /^\|\|([\s\S]+?)\|\|/, ([, text = ""], lexer) => ({
      tokens: lexer.inlineTokens(text),
    })),
    inline("underline", "__", /^__(?=\S)([\s\S]*?\S)__(?!_)/, ([, text = ""], lexer) => ({
      tokens: lexer.inlineTokens(text),
    })),
    inline("person", "<@", /^<@!?(\d+)>/, ([, id]) => ({ id })),
    inline("role", "<@&", /^<@&(\d+)>/, ([, id]) => ({ id })),
    inline("channel", "<#", /^<#(\d+)>/, ([, id]) => ({ id })),
    inline("everyone", "@", /^@(?:everyone|here)\b/, ([text]) => ({ text })),
    inline("command", "</", /^<\/([^:>]{1,100}):\d+>/, ([, name]) => ({ name })),
    inline("time", "<t:", /^<t:(-?\d{1,13})(?::([tTdDfFR]))?>/, ([, seconds, style]) => ({
      seconds: Number(seconds),
      style: style ?? "f",
    })),
    inline("emoji", "<", /^<a?:(\w{2,32}):\d+>/, ([, name]) => ({ name })),
  ],
});

/**
 * Discord's Markdown as tokens. Text stays text: nothing of it is HTML at any time.
 * @param {string} text
 * @returns {import("marked").Token[]}
 */
export function discordTokens(text) {
  return discord.lexer(text);
}
