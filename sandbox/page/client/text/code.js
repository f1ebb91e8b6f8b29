import { useSignal } from "@preact/signals";
import { html } from "htm/preact";
import { Icon } from "../ui/icons.js";
import { highlight } from "./highlight.js";

/** How long "Copied" stands, milliseconds. */
const copiedMs = 1_500;

/** @param {{ text: string, lang?: string }} props */
export function CodeBlock({ text, lang = "" }) {
  const copied = useSignal(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    copied.value = true;
    setTimeout(() => {
      copied.value = false;
    }, copiedMs);
  };
  return html`<div class="code" data-lang=${lang}>
    <div class="code-bar">
      <span>${lang}</span>
      <button class="quiet" onClick=${copy} aria-label="Copy this code">
        <${Icon} name=${copied.value ? "check" : "copy"} size=${16} /> ${copied.value ? "Copied" : "Copy"}
      </button>
    </div>
    <pre tabindex="0"><code>${highlight(text, lang)}</code></pre>
  </div>`;
}
