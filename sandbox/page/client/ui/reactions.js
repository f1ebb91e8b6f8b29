import { html } from "htm/preact";
import { emojiOf } from "../text/emoji.js";
import { onMessage } from "./message-acts.js";

/**
 * @param {{ pane: import("../state/pane.js").Pane, row: import("../../view/row.ts").Row }} props
 */
export function Reactions({ pane, row }) {
  return html`<div class="reactions">
    ${row.reactions.map((one) => {
      const who = one.who.map((id) => pane.name(id)).join(", ");
      const toggle = () =>
        onMessage({ pane, row, list: "main" }, { kind: "react", emoji: one.name, on: !one.mine });
      return html`<button aria-pressed=${one.mine} title=${who} aria-label=${`${one.name}: ${who}`} onClick=${toggle}>
        <span>${emojiOf(one.name) ?? one.name}</span> ${one.count}
      </button>`;
    })}
  </div>`;
}
