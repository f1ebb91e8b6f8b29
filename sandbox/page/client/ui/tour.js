import { html } from "htm/preact";
import { Icon } from "./icons.js";

/**
 * Three things to try, on a first visit and whenever asked for.
 * @param {{ place: import("./app.js").Place, tour: import("./app.js").TourState,
 *   panes: Record<"discord" | "slack", import("../state/pane.js").Pane> }} props
 */
export function Tour({ place, tour, panes }) {
  if (!tour.open.value) return null;
  const pane = panes[place.shown.value[0] ?? "discord"];
  const start = (/** @type {import("../state/tour.js").Step} */ step) => () => {
    const channel = pane.side.value?.channels.find((one) => one.name === step.channel);
    if (channel) pane.go(channel.id);
    pane.prefill.value = step.text;
  };
  return html`<section class="tour" aria-label="Things to try">
    <ol>
      ${tour.steps.map((step, i) => {
        const done = tour.done.value.has(step.id);
        return html`<li class=${done ? "done" : ""}>
          <span class="number" aria-hidden="true">${done ? html`<${Icon} name="check" size=${14} />` : i + 1}</span>
          <div>
            <button class="step" onClick=${start(step)}>${step.title}</button>
            <p>${step.how}</p>
          </div>
        </li>`;
      })}
    </ol>
    <button class="quiet close" aria-label="Put this away" onClick=${() => tour.show(false)}>
      <${Icon} name="close" />
    </button>
  </section>`;
}
