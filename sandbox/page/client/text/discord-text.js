import { html } from "htm/preact";
import { CodeBlock } from "./code.js";
import { discordTokens } from "./discord-markdown.js";
import { Everyone } from "./everyone.js";
import { Link } from "./link.js";
import { Channel, Person, Role } from "./mention.js";
import { Spoiler } from "./spoiler.js";
import { Time } from "./time.js";

/**
 * @param {{ pane: import("../state/pane.js").Pane, text: string }} props
 */
export function DiscordText({ pane, text }) {
  return html`<div class="text">${draw(pane, discordTokens(text))}</div>`;
}

/** @param {import("../state/pane.js").Pane} pane @param {any[] | undefined} tokens @returns {unknown[]} */
function draw(pane, tokens = []) {
  return tokens.map((token) => one(pane, token));
}

/** @param {import("../state/pane.js").Pane} pane @param {any} token @returns {unknown} */
function one(pane, token) {
  const inner = () => draw(pane, token.tokens);
  switch (token.type) {
    case "space":
      return html`<div class="gap" style=${{ height: `${Math.max(0, token.raw.split("\n").length - 2) * 1.375}em` }} />`;
    case "paragraph":
      return html`<div>${inner()}</div>`;
    case "text":
      return token.tokens ? inner() : token.text;
    case "escape":
      return token.text;
    case "br":
      return html`<br />`;
    case "heading":
      return html`<div role="heading" aria-level=${token.depth + 2} class=${`h${token.depth}`}>${inner()}</div>`;
    case "strong":
      return html`<strong>${inner()}</strong>`;
    case "em":
      return html`<em>${inner()}</em>`;
    case "del":
      return html`<s>${inner()}</s>`;
    case "underline":
      return html`<u>${inner()}</u>`;
    case "spoiler":
      return html`<${Spoiler}>${inner()}<//>`;
    case "codespan":
      return html`<code class="inline">${token.text}</code>`;
    case "code":
      return html`<${CodeBlock} text=${token.text} lang=${token.lang ?? ""} />`;
    case "quote":
      return html`<blockquote>${inner()}</blockquote>`;
    case "subtext":
      return html`<div class="subtext">${inner()}</div>`;
    case "list":
      return html`<${token.ordered ? "ol" : "ul"} start=${token.start || undefined}>
        ${token.items.map((/** @type {any} */ item) => html`<li>${draw(pane, item.tokens)}</li>`)}
      <//>`;
    case "link":
      return html`<${Link} href=${token.href}>${token.autolink ? token.text : inner()}<//>`;
    case "person":
      return html`<${Person} pane=${pane} id=${token.id} />`;
    case "role":
      return html`<${Role} pane=${pane} id=${token.id} />`;
    case "channel":
      return html`<${Channel} pane=${pane} id=${token.id} />`;
    case "everyone":
      return html`<${Everyone} text=${token.text} />`;
    case "command":
      return html`<span class="mention">/${token.name}</span>`;
    case "time":
      return html`<${Time} seconds=${token.seconds} style=${token.style} />`;
    case "emoji":
      return `:${token.name}:`;
    default:
      return token.raw;
  }
}
