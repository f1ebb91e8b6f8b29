import { html } from "htm/preact";
import { DiscordText } from "../text/discord-text.js";
import { Files } from "../ui/files.js";
import { DiscordComponents } from "./discord-components.js";
import { Embed } from "./embed.js";

/**
 * A Discord message's own part: text, files, embeds, and components below them.
 * @param {import("../ui/message-acts.js").Target} target
 */
export function DiscordBody(target) {
  const { pane, row } = target;
  return html`
    ${row.text && html`<${DiscordText} pane=${pane} text=${row.text} />`}
    ${row.edited && html`<span class="edited">(edited)</span>`}
    ${row.files.length > 0 && html`<${Files} pane=${pane} files=${row.files} />`}
    ${row.embeds?.map((embed) => html`<${Embed} pane=${pane} embed=${embed} />`)}
    ${row.components && html`<${DiscordComponents} target=${target} components=${row.components} />`}
  `;
}
