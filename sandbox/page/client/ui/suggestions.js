import { html } from "htm/preact";

/** @typedef {{ key: string, label: string, hint?: string, lead?: unknown }} Suggestion */

/**
 * A list of what could be meant, driven from the field it belongs to.
 * @param {{ id: string, title: string, items: Suggestion[], active: number, pick: (index: number) => void }} props
 */
export function Suggestions({ id, title, items, active, pick }) {
  return html`<div class="suggestions" role="listbox" id=${id} aria-label=${title}>
    <p class="suggestions-title">${title}</p>
    ${items.map(
      (item, i) => html`<button
        key=${item.key}
        type="button"
        role="option"
        tabindex="-1"
        id=${`${id}-${i}`}
        aria-selected=${i === active}
        onMouseDown=${(/** @type {MouseEvent} */ event) => {
          event.preventDefault();
          pick(i);
        }}
      >
        ${item.lead}<span>${item.label}</span>${item.hint && html`<small>${item.hint}</small>`}
      </button>`,
    )}
  </div>`;
}

/**
 * Keys that move in a list of suggestions or take one.
 * @param {KeyboardEvent} event @param {number} active @param {number} count
 * @returns {{ move: number } | "take" | "leave" | undefined}
 */
export function suggestionKey(event, active, count) {
  if (count === 0) return undefined;
  switch (event.key) {
    case "ArrowDown":
      return { move: (active + 1) % count };
    case "ArrowUp":
      return { move: (active - 1 + count) % count };
    case "Tab":
    case "Enter":
      return event.shiftKey ? undefined : "take";
    case "Escape":
      return "leave";
    default:
      return undefined;
  }
}
