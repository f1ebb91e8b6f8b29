import { html } from "htm/preact";

/**
 * What the app suggests to ask (Slack's agent view).
 * @param {{ pane: import("../state/pane.js").Pane }} props
 */
export function Prompts({ pane }) {
  /** @type {{ title?: string, prompts: { title: string, message: string }[] } | undefined} */
  const suggested = pane.parts.part("prompts").value;
  if (!suggested) return null;
  return html`<div class="prompts">
    ${suggested.title && html`<p>${suggested.title}</p>`}
    ${suggested.prompts.map(
      (one) =>
        html`<button class="chip" onClick=${() => (pane.prefill.value = one.message)}>${one.title}</button>`,
    )}
  </div>`;
}
