import { useSignal } from "@preact/signals";
import { html } from "htm/preact";

/** Hidden until pressed. @param {{ children?: unknown }} props */
export function Spoiler({ children }) {
  const open = useSignal(false);
  if (open.value) return html`<span class="spoiler open">${children}</span>`;
  const show = () => {
    open.value = true;
  };
  return html`<button class="spoiler" aria-label="Show the spoiler" onClick=${show}>
    <span aria-hidden="true">${children}</span>
  </button>`;
}
