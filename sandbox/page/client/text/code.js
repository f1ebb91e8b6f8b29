import { useSignal } from "@preact/signals";
import { html } from "htm/preact";
import { Icon } from "../ui/icons.js";
import { highlight } from "./highlight.js";

/** @param {{ text: string, lang?: string }} props */
export function CodeBlock({ text, lang = "" }) {
  const copied = useSignal(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    copied.value = true;
    setTimeout(() => {
      copied.value = false;
    }, 1_500);
  };
  return html`<div class="code">
    <div class="code-bar">
      <span>${lang || "text"}</span>
      <button class="quiet" onClick=${copy} aria-label="Copy this code">
        <${Icon} name=${copied.value ? "check" : "copy"} /> ${copied.value ? "Copied" : "Copy"}
      </button>
    </div>
    <pre><code>${highlight(text, lang)}</code></pre>
  </div>`;
}
