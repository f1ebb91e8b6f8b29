import { html } from "htm/preact";
import { inline, Mrkdwn } from "../text/mrkdwn.js";
import { RichText } from "../text/rich-text.js";
import { Icon } from "../ui/icons.js";
import { Picture } from "./picture.js";
import { SlackElement } from "./slack-element.js";
import { SlackTable } from "./slack-table.js";

/** @typedef {import("../ui/message-acts.js").Target} Target */

/**
 * One Block Kit block (docs.slack.dev/reference/block-kit/blocks).
 * @param {{ target: Target, block: any }} props
 */
export function SlackBlock({ target, block }) {
  const { pane } = target;
  switch (block.type) {
    case "rich_text":
      return html`<${RichText} pane=${pane} elements=${block.elements ?? []} />`;
    case "markdown":
      return html`<${Mrkdwn} pane=${pane} text=${block.text ?? ""} />`;
    case "header":
      return html`<div class="h2" role="heading" aria-level="4">${block.text?.text}</div>`;
    case "divider":
      return html`<hr />`;
    case "section":
      return html`<div class="section">
        <div>
          ${block.text && html`<${TextObject} pane=${pane} text=${block.text} />`}
          ${
            block.fields &&
            html`<div class="fields">
              ${block.fields.map((/** @type {any} */ one) => html`<${TextObject} pane=${pane} text=${one} />`)}
            </div>`
          }
        </div>
        ${block.accessory && html`<${SlackElement} target=${target} element=${block.accessory} />`}
      </div>`;
    case "context":
      return html`<div class="context">
        ${block.elements.map((/** @type {any} */ one) =>
          one.type === "image"
            ? html`<${Picture} pane=${pane} url=${one.image_url ?? ""} alt=${one.alt_text} />`
            : html`<${TextObject} pane=${pane} text=${one} />`,
        )}
      </div>`;
    case "actions":
    case "context_actions":
      return html`<div class="action-row">
        ${block.elements.map((/** @type {any} */ one) => html`<${SlackElement} target=${target} element=${one} />`)}
      </div>`;
    case "image":
      return html`<${Image} target=${target} block=${block} />`;
    case "table":
      return html`<${SlackTable} pane=${pane} rows=${block.rows ?? []} />`;
    case "task_card":
      return html`<${Task} task=${block} />`;
    case "plan":
      return html`<div class="plan">
        <strong>${block.title}</strong>
        ${(block.tasks ?? []).map((/** @type {any} */ one) => html`<${Task} task=${one} />`)}
      </div>`;
    default:
      return html`<p class="subtext">A ${String(block.type).replaceAll("_", " ")} block</p>`;
  }
}

/** @param {{ pane: import("../state/pane.js").Pane, text: any }} props */
function TextObject({ pane, text }) {
  if (text.type === "mrkdwn") return html`<${Mrkdwn} pane=${pane} text=${text.text} />`;
  return html`<div class="text pre-line">${inline(pane, text.text.replaceAll("<", "&lt;"))}</div>`;
}

/** @param {{ target: Target, block: any }} props */
function Image({ target, block }) {
  const { pane, row } = target;
  const file = row.files.find((one) => one.id === block.slack_file?.id);
  const url = file ? new URL(file.url, location.origin).href : (block.image_url ?? "");
  return html`<figure>
    ${block.title && html`<figcaption>${block.title.text}</figcaption>`}
    <${Picture} pane=${pane} url=${url} alt=${block.alt_text} />
  </figure>`;
}

/** A step of an agent's work. @param {{ task: any }} props */
function Task({ task }) {
  const done = task.status === "complete";
  const icon = done ? "check" : task.status === "error" ? "alert" : "dots";
  return html`<p class="task" data-status=${task.status}><${Icon} name=${icon} size=${16} /> ${task.title}</p>`;
}
