import { html } from "htm/preact";
import { DiscordText } from "../text/discord-text.js";
import { Link } from "../text/link.js";
import { Picture } from "./picture.js";

/**
 * A Discord embed (discord docs: resources/message "Embed Object").
 * @param {{ pane: import("../state/pane.js").Pane, embed: any }} props
 */
export function Embed({ pane, embed }) {
  const { title, url, description, color, author, footer, fields = [], image, thumbnail } = embed;
  const edge = typeof color === "number" ? `#${color.toString(16).padStart(6, "0")}` : undefined;
  return html`<div class="embed" style=${edge ? { borderInlineStartColor: edge } : undefined}>
    <div class="embed-main">
      ${author?.name && html`<p class="embed-author"><${Link} href=${author.url ?? ""}>${author.name}<//></p>`}
      ${title && html`<p class="embed-title">${url ? html`<${Link} href=${url}>${title}<//>` : title}</p>`}
      ${description && html`<${DiscordText} pane=${pane} text=${description} />`}
      ${
        fields.length > 0 &&
        html`<div class="embed-fields">
          ${fields.map(
            (/** @type {any} */ one) => html`<div class=${one.inline ? "inline" : ""}>
              <strong>${one.name}</strong><${DiscordText} pane=${pane} text=${String(one.value)} />
            </div>`,
          )}
        </div>`
      }
      ${image?.url && html`<${Picture} pane=${pane} url=${image.url} />`}
      ${footer?.text && html`<p class="embed-footer">${footer.text}</p>`}
    </div>
    ${thumbnail?.url && html`<div class="embed-thumb"><${Picture} pane=${pane} url=${thumbnail.url} /></div>`}
  </div>`;
}
