import { html } from "htm/preact";
import { CodeBlock } from "./code.js";
import { emojiOf } from "./emoji.js";
import { Everyone } from "./everyone.js";
import { Link } from "./link.js";
import { Channel, Person } from "./mention.js";
import { Time } from "./time.js";

/** @typedef {import("../state/pane.js").Pane} Pane */

/**
 * Slack's `rich_text` block (docs.slack.dev: rich text block).
 * @param {{ pane: Pane, elements: any[] }} props
 */
export function RichText({ pane, elements }) {
  return html`<div class="text">${elements.map((element) => part(pane, element))}</div>`;
}

/** @param {Pane} pane @param {any} element */
function part(pane, element) {
  const { type, elements = [] } = element;
  if (type === "rich_text_section") return html`<div class="pre-line">${run(pane, elements)}</div>`;
  if (type === "rich_text_quote")
    return html`<blockquote class="pre-line">${run(pane, elements)}</blockquote>`;
  if (type === "rich_text_preformatted") {
    const text = elements.map((/** @type {any} */ one) => one.text ?? one.url ?? "").join("");
    return html`<${CodeBlock} text=${text} lang=${element.language ?? ""} />`;
  }
  if (type === "rich_text_list") {
    return html`<${element.style === "ordered" ? "ol" : "ul"}
      start=${(element.offset ?? 0) + 1}
      style=${{ marginInlineStart: `${(element.indent ?? 0) * 1.4}em` }}
    >
      ${elements.map((/** @type {any} */ one) => html`<li>${run(pane, one.elements ?? [])}</li>`)}
    <//>`;
  }
  return null;
}

/** @param {Pane} pane @param {any[]} elements */
function run(pane, elements) {
  return elements.map((element) => styled(element.style ?? {}, piece(pane, element)));
}

/** @param {Pane} pane @param {any} element */
function piece(pane, element) {
  switch (element.type) {
    case "text":
      return element.text;
    case "link":
      return html`<${Link} href=${element.url}>${element.text ?? element.url}<//>`;
    case "user":
      return html`<${Person} pane=${pane} id=${element.user_id} />`;
    case "channel":
      return html`<${Channel} pane=${pane} id=${element.channel_id} />`;
    case "broadcast":
      return html`<${Everyone} text=${`@${element.range}`} />`;
    case "usergroup":
      return html`<${Everyone} text="@group" />`;
    case "emoji":
      return emojiOf(element.name) ?? `:${element.name}:`;
    case "date":
      return html`<${Time} seconds=${element.timestamp} style="f" />`;
    case "color":
      return element.value;
    default:
      return element.text ?? element.fallback ?? "";
  }
}

/** @param {Record<string, boolean>} style @param {unknown} inner */
function styled(style, inner) {
  let out = inner;
  if (style.code) out = html`<code class="inline">${out}</code>`;
  if (style.strike) out = html`<s>${out}</s>`;
  if (style.underline) out = html`<u>${out}</u>`;
  if (style.italic) out = html`<em>${out}</em>`;
  if (style.bold) out = html`<strong>${out}</strong>`;
  return out;
}
