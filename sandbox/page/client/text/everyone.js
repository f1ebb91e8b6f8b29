import { html } from "htm/preact";

/** A mention of many at once. @param {{ text: string }} props */
export function Everyone({ text }) {
  return html`<span class="mention mine">${text}</span>`;
}
