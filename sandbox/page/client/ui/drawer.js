import { html } from "htm/preact";
import { FaultsPanel } from "./faults.js";
import { Icon } from "./icons.js";
import { LedgerPanel } from "./ledger.js";

/**
 * The tools beside the platforms: what crossed the wire, and what to break.
 * @param {{ place: import("./app.js").Place, tools: ReturnType<typeof import("../state/parts.js").createParts> }} props
 */
export function Drawer({ place, tools }) {
  const { value } = place.drawer;
  const tab = (/** @type {"ledger" | "faults"} */ name, /** @type {string} */ label) => html`<button
    role="tab"
    aria-selected=${value === name}
    onClick=${() => (place.drawer.value = name)}
  >
    ${label}
  </button>`;
  return html`<aside class="drawer" aria-label="Tools">
    <header>
      <div class="tabs" role="tablist">${tab("ledger", "Ledger")}${tab("faults", "Faults")}</div>
      <button class="quiet" aria-label="Close" onClick=${() => (place.drawer.value = "")}><${Icon} name="close" /></button>
    </header>
    ${value === "ledger" ? html`<${LedgerPanel} tools=${tools} />` : html`<${FaultsPanel} tools=${tools} />`}
  </aside>`;
}
