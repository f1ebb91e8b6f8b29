import { html } from "htm/preact";
import { Mrkdwn } from "../text/mrkdwn.js";
import { Picture } from "./picture.js";
import { SlackBlock } from "./slack-block.js";

/**
 * A Slack message's own part. A person's words are shown from `text`, as the composer formats while one types;
 * an app's blocks as they are.
 * @param {import("../ui/message-acts.js").Target} target
 */
export function SlackBody(target) {
  const { pane, row } = target;
  const { blocks = [], attachments = [] } = row;
  const growing = row.streaming ? html`<span class="growing" role="img" aria-label="still writing" />` : null;
  return html`
    ${
      row.typed || blocks.length === 0
        ? row.text && html`<${Mrkdwn} pane=${pane} text=${row.text} />`
        : blocks.map((block) => html`<${SlackBlock} target=${target} block=${block} />`)
    }
    ${growing}
    ${row.edited && html`<span class="edited">(edited)</span>`}
    ${attachments.map((one) => html`<${Attachment} target=${target} one=${one} />`)}
  `;
}

/**
 * Slack's older attachments, and what it shows of a link.
 * @param {{ target: import("../ui/message-acts.js").Target, one: any }} props
 */
function Attachment({ target, one }) {
  const { pane } = target;
  const edge = /^#?[0-9a-f]{6}$/i.test(one.color ?? "") ? `#${one.color.replace("#", "")}` : undefined;
  return html`<div class="embed" style=${edge ? { borderInlineStartColor: edge } : undefined}>
    <div class="embed-main">
      ${one.pretext && html`<${Mrkdwn} pane=${pane} text=${one.pretext} />`}
      ${(one.service_name ?? one.author_name) && html`<p class="embed-author">${one.service_name ?? one.author_name}</p>`}
      ${one.title && html`<p class="embed-title">${one.title}</p>`}
      ${one.text && html`<${Mrkdwn} pane=${pane} text=${one.text} />`}
      ${(one.blocks ?? []).map((/** @type {any} */ block) => html`<${SlackBlock} target=${target} block=${block} />`)}
      ${(one.image_url ?? one.thumb_url) && html`<${Picture} pane=${pane} url=${one.image_url ?? one.thumb_url} />`}
      ${one.footer && html`<p class="embed-footer">${one.footer}</p>`}
    </div>
  </div>`;
}
