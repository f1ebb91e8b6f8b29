import { html } from "htm/preact";

const mark = new URL("../icon.svg", import.meta.url).href;
/** Colours on which white letters read well. */
const colours = ["#c2410c", "#0f766e", "#4d7c0f", "#a21caf", "#1d4ed8", "#b91c1c", "#6d28d9", "#0369a1"];

/**
 * A person's picture: initials on a colour of their own; the app under test has its mark.
 * @param {{ pane: import("../state/pane.js").Pane, id: string, size?: number }} props
 */
export function Avatar({ pane, id, size = 40 }) {
  const box = { width: `${size}px`, height: `${size}px`, fontSize: `${size * 0.4}px` };
  if (id !== "" && id === pane.app.value) {
    return html`<span class="avatar app" style=${box} aria-hidden="true">
      <img src=${mark} alt="" width=${size} height=${size} />
    </span>`;
  }
  const name = pane.name(id);
  const people = [...pane.people.value.keys()];
  const colour = colours[Math.max(0, people.indexOf(id)) % colours.length];
  return html`<span class="avatar" style=${{ ...box, background: colour }} aria-hidden="true">${initials(name)}</span>`;
}

/** @param {string} name */
function initials(name) {
  const [first = "?", last = ""] = name.split(/\s+/);
  return (first.slice(0, 1) + last.slice(0, 1)).toUpperCase();
}
