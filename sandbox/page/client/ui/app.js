import { html } from "htm/preact";
import { useEffect } from "preact/hooks";
import { Drawer } from "./drawer.js";
import { PaneView } from "./pane.js";
import { Top } from "./top.js";
import { Tour } from "./tour.js";

/** @typedef {ReturnType<typeof import("../state/place.js").createPlace>} Place */
/** @typedef {ReturnType<typeof import("../state/tour.js").createTour>} TourState */
/** @typedef {import("../state/pane.js").Pane} Pane */

/**
 * The whole page.
 * @param {{ place: Place, tour: TourState, online: import("@preact/signals").Signal<boolean>,
 *   tools: ReturnType<typeof import("../state/parts.js").createParts>, panes: Record<"discord" | "slack", Pane> }} props
 */
export function App({ place, tour, online, tools, panes }) {
  useEffect(() => {
    const onKey = (/** @type {KeyboardEvent} */ event) => shortcut(event, place);
    addEventListener("keydown", onKey);
    return () => removeEventListener("keydown", onKey);
  }, []);
  return html`<div class="app">
    <${Top} place=${place} tour=${tour} online=${online} />
    <${Tour} place=${place} tour=${tour} panes=${panes} />
    <div class="stage">
      <main class="panes">
        ${place.shown.value.map((platform) => html`<${PaneView} key=${platform} pane=${panes[platform]} />`)}
      </main>
      ${place.drawer.value && html`<${Drawer} place=${place} tools=${tools} />`}
    </div>
  </div>`;
}

/** Alt with a digit picks the platform. @param {KeyboardEvent} event @param {Place} place */
function shortcut(event, place) {
  if (!event.altKey || event.ctrlKey || event.metaKey) return;
  const view = /** @type {const} */ ({ Digit1: "discord", Digit2: "both", Digit3: "slack" })[event.code];
  if (!view) return;
  event.preventDefault();
  place.view.value = view;
}
