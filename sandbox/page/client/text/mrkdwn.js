import { html } from "htm/preact";
import { CodeBlock } from "./code.js";
import { emojiOf } from "./emoji.js";
import { Everyone } from "./everyone.js";
import { Link } from "./link.js";
import { Channel, Person } from "./mention.js";
import { Time } from "./time.js";

/** @typedef {import("../state/pane.js").Pane} Pane */

/**
 * Slack's mrkdwn (docs.slack.dev/messaging/formatting-message-text).
 * @param {{ pane: Pane, text: string }} props
 */
export function Mrkdwn({ pane, text }) {
  const parts = text.split(/```\n?([\s\S]*?)\n?```/);
  return html`<div class="text">
    ${parts.map((part, i) => (i % 2 === 1 ? html`<${CodeBlock} text=${unescaped(part)} />` : lines(pane, part)))}
  </div>`;
}

/** Quoted lines apart from the others. @param {Pane} pane @param {string} text */
function lines(pane, text) {
  const groups = text.replace(/^\n|\n$/g, "").split(/((?:^(?:&gt;|>) ?[^\n]*(?:\n|$))+)/m);
  return groups.map((group, i) => {
    if (!group) return null;
    if (i % 2 === 0) return html`<div class="pre-line">${inline(pane, group)}</div>`;
    const quoted = group.replace(/^(?:&gt;|>) ?/gm, "").replace(/\n$/, "");
    return html`<blockquote class="pre-line">${inline(pane, quoted)}</blockquote>`;
  });
}

/** A mark stands around text without spaces at its ends, and not inside a word. */
const around = (/** @type {string} */ mark) =>
  `(?<![\\w${mark}])\\${mark}(?=\\S)([^${mark}\\n]*[^${mark}\\s])\\${mark}(?![\\w${mark}])`;
const piece = new RegExp(
  ["(`[^`\\n]+`)", "(<[^<>\\n]+>)", around("*"), around("_"), around("~"), ":([a-z0-9_+-]+):"].join("|"),
  "g",
);

/** One run of text with its marks. @param {Pane} pane @param {string} text @returns {unknown[]} */
export function inline(pane, text) {
  const out = [];
  let from = 0;
  for (const match of text.matchAll(piece)) {
    const [all, code, control, bold, italic, strike, emoji = ""] = match;
    out.push(unescaped(text.slice(from, match.index)));
    from = match.index + all.length;
    if (code) out.push(html`<code class="inline">${unescaped(code.slice(1, -1))}</code>`);
    else if (control) out.push(reference(pane, control.slice(1, -1)));
    else if (bold) out.push(html`<strong>${inline(pane, bold)}</strong>`);
    else if (italic) out.push(html`<em>${inline(pane, italic)}</em>`);
    else if (strike) out.push(html`<s>${inline(pane, strike)}</s>`);
    else out.push(emojiOf(emoji) ?? all);
  }
  out.push(unescaped(text.slice(from)));
  return out;
}

/** What stands between `<` and `>`. @param {Pane} pane @param {string} text */
function reference(pane, text) {
  const [target = "", label] = text.split("|");
  const shown = label === undefined ? undefined : unescaped(label);
  if (target.startsWith("@")) return html`<${Person} pane=${pane} id=${target.slice(1)} label=${shown} />`;
  if (target.startsWith("#")) return html`<${Channel} pane=${pane} id=${target.slice(1)} label=${shown} />`;
  const [, date] = /^!date\^(\d+)\^/.exec(target) ?? [];
  if (date) return html`<${Time} seconds=${Number(date)} style="f" />`;
  if (target.startsWith("!subteam")) return html`<${Everyone} text=${shown ?? "@group"} />`;
  if (target.startsWith("!")) return html`<${Everyone} text=${`@${target.slice(1)}`} />`;
  const url = unescaped(target);
  return html`<${Link} href=${url}>${shown ?? url.replace(/^mailto:/, "")}<//>`;
}

/** @param {string} text */
function unescaped(text) {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
