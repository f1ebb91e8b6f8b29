import { useSignal } from "@preact/signals";
import { html } from "htm/preact";
import { Icon } from "./icons.js";

const mark = new URL("../icon.svg", import.meta.url).href;

/**
 * The page's own bar: which platforms show, the tools, light or dark.
 * @param {{ place: import("./app.js").Place, tour: import("./app.js").TourState,
 *   online: import("@preact/signals").Signal<boolean> }} props
 */
export function Top({ place, tour, online }) {
  const views = place.wide.value
    ? /** @type {const} */ (["discord", "both", "slack"])
    : /** @type {const} */ (["discord", "slack"]);
  const names = { discord: "Discord", both: "Side by side", slack: "Slack" };
  const current = place.wide.value ? place.view.value : place.shown.value[0];
  const drawer = (/** @type {"ledger" | "faults"} */ name) => () => {
    place.drawer.value = place.drawer.value === name ? "" : name;
  };
  return html`<header class="top">
    <h1><img src=${mark} alt="" width="24" height="24" /><span>Parley sandbox</span></h1>
    <div class="tabs" role="tablist" aria-label="Platform">
      ${views.map(
        (view, i) => html`<button
          role="tab"
          aria-selected=${current === view}
          title=${`${names[view]} (Alt+${i + 1})`}
          onClick=${() => {
            place.view.value = view;
          }}
        >
          ${names[view]}
        </button>`,
      )}
    </div>
    ${!online.value && html`<span class="offline" role="status"><${Icon} name="alert" /> Reconnecting…</span>`}
    <nav class="tools" aria-label="Tools">
      <button aria-pressed=${tour.open.value} onClick=${() => tour.show(!tour.open.value)}>
        <${Icon} name="spark" /><span>Try</span>
      </button>
      <button aria-pressed=${place.drawer.value === "ledger"} onClick=${drawer("ledger")}>
        <${Icon} name="pulse" /><span>Ledger</span>
      </button>
      <button aria-pressed=${place.drawer.value === "faults"} onClick=${drawer("faults")}>
        <${Icon} name="bolt" /><span>Faults</span>
      </button>
      <${Theme} />
    </nav>
  </header>`;
}

const key = "sandbox-theme";

/** As the system is, which `early.js` looks at, until the person chooses. */
function Theme() {
  const system = matchMedia("(prefers-color-scheme: dark)");
  const dark = useSignal((localStorage.getItem(key) ?? (system.matches ? "dark" : "light")) === "dark");
  const turn = () => {
    dark.value = !dark.value;
    const theme = dark.value ? "dark" : "light";
    document.documentElement.dataset.theme = theme;
    localStorage.setItem(key, theme);
  };
  return html`<button aria-label=${dark.value ? "Light theme" : "Dark theme"} onClick=${turn}>
    <${Icon} name=${dark.value ? "sun" : "moon"} />
  </button>`;
}
