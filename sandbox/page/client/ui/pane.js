import { useSignal } from "@preact/signals";
import { html } from "htm/preact";
import { FormDialog } from "./form-dialog.js";
import { Lightbox } from "./lightbox.js";
import { Room } from "./room.js";
import { SideBar } from "./side.js";
import { Thread } from "./thread.js";

/**
 * One platform's window. Its own width, not the browser's, decides how much of it shows at once.
 * @param {{ pane: import("../state/pane.js").Pane }} props
 */
export function PaneView({ pane }) {
  const menu = useSignal(false);
  const { side, parts } = pane;
  const thread = parts.part("thread").value;
  const label = pane.platform === "discord" ? "Discord" : "Slack";
  return html`<section class=${`pane ${pane.platform}`} aria-label=${label} onKeyDown=${nextChannel(pane)}>
    <div class="pane-box" data-thread=${thread ? "open" : "closed"} data-menu=${menu.value ? "open" : "closed"}>
      ${
        side.value &&
        html`
          <${SideBar} pane=${pane} close=${() => (menu.value = false)} />
          <button class="scrim" aria-label="Close the list" onClick=${() => (menu.value = false)} />
          <${Room} pane=${pane} openMenu=${() => (menu.value = true)} />
          ${thread && html`<${Thread} key=${thread.id} pane=${pane} />`}
          <${FormDialog} pane=${pane} />
          <${Lightbox} pane=${pane} />
        `
      }
    </div>
  </section>`;
}

/** Alt with an arrow goes to the next channel. @param {import("../state/pane.js").Pane} pane */
function nextChannel(pane) {
  return (/** @type {KeyboardEvent} */ event) => {
    const step = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
    if (!event.altKey || step === 0) return;
    const all = (pane.side.value?.channels ?? []).filter((one) => one.kind !== "voice");
    const at = all.findIndex((one) => one.id === pane.parts.part("head").value?.id);
    const next = all[(at + step + all.length) % all.length];
    if (!next) return;
    event.preventDefault();
    pane.go(next.id);
  };
}
