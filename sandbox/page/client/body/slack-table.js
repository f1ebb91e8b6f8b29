import { html } from "htm/preact";
import { RichText } from "../text/rich-text.js";

/**
 * Slack's table block: rows of raw text or rich text, the first one its head.
 * @param {{ pane: import("../state/pane.js").Pane, rows: any[][] }} props
 */
export function SlackTable({ pane, rows }) {
  const cell = (/** @type {any} */ one) =>
    one?.type === "rich_text"
      ? html`<${RichText} pane=${pane} elements=${one.elements ?? []} />`
      : (one?.text ?? "");
  const [head = [], ...body] = rows;
  return html`<div class="table-box" tabindex="0">
    <table>
      <thead><tr>${head.map((one) => html`<th scope="col">${cell(one)}</th>`)}</tr></thead>
      <tbody>${body.map((row) => html`<tr>${row.map((one) => html`<td>${cell(one)}</td>`)}</tr>`)}</tbody>
    </table>
  </div>`;
}
