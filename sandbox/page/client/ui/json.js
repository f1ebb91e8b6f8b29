import { html } from "htm/preact";

/** Open down to this depth at first. */
const openDepth = 2;
/** Longer text is cut on the page; the whole stands in its title. */
const longest = 600;

/**
 * JSON as a tree that folds.
 * @param {{ value: unknown, name?: string, depth?: number }} props
 */
export function Json({ value, name, depth = 0 }) {
  const label = name === undefined ? null : html`<span class="json-key">${name}: </span>`;
  if (typeof value !== "object" || value === null)
    return html`<div class="json">${label}${leaf(value)}</div>`;
  const list = Array.isArray(value);
  const fields = Object.entries(value);
  if (fields.length === 0) return html`<div class="json">${label}${list ? "[]" : "{}"}</div>`;
  const count = `${list ? "[" : "{"} ${fields.length} ${list ? "]" : "}"}`;
  return html`<details class="json" open=${depth < openDepth}>
    <summary>${label}<span class="json-count">${count}</span></summary>
    ${fields.map(([key, one]) => html`<${Json} key=${key} name=${key} value=${one} depth=${depth + 1} />`)}
  </details>`;
}

/** @param {unknown} value */
function leaf(value) {
  const text = JSON.stringify(value) ?? "undefined";
  const short = text.length > longest ? `${text.slice(0, longest)}…` : text;
  return html`<span class=${`json-${typeof value}`} title=${short === text ? undefined : text}>${short}</span>`;
}
