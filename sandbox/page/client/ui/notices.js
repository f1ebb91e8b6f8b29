import { html } from "htm/preact";
import { Icon } from "./icons.js";

/**
 * What the platform's window says to this person alone: a refusal, an app that did not answer.
 * @param {{ pane: import("../state/pane.js").Pane, where: "main" | "reply" }} props
 */
export function Notices({ pane, where }) {
  const here = pane.notices.value.filter((one) => one.where === where);
  if (here.length === 0) return null;
  const clear = () => {
    pane.notices.value = pane.notices.value.filter((one) => one.where !== where);
  };
  return html`<div class="notices" role="alert">
    ${here.map((one) => html`<p><${Icon} name="alert" /> ${one.text}</p>`)}
    <button class="quiet" aria-label="Dismiss" onClick=${clear}><${Icon} name="close" size=${16} /></button>
  </div>`;
}
