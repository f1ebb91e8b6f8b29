import { html } from "htm/preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { Icon } from "./icons.js";

/** @typedef {{ id: string, label: string, hint?: string, lead?: unknown, danger?: boolean, checked?: boolean }} MenuItem */

/**
 * A menu over the page, beside whatever it is put next to. Arrows move, letters jump, Escape closes and gives the focus back.
 * @param {{ items: MenuItem[], pick: (id: string) => void, close: () => void, title?: string }} props
 */
export function Menu({ items, pick, close, title }) {
  const box = useRef(/** @type {HTMLDivElement | null} */ (null));
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const before = /** @type {HTMLElement | null} */ (document.activeElement);
    element.showPopover();
    place(element);
    const checked = element.querySelector('[aria-checked="true"]');
    /** @type {HTMLElement | null} */ (checked ?? element.querySelector("button"))?.focus();
    return () => {
      if (element.contains(document.activeElement) || document.activeElement === document.body)
        before?.focus();
    };
  }, []);
  const onToggle = (/** @type {ToggleEvent} */ event) => {
    if (event.newState === "closed") close();
  };
  const choose = (/** @type {string} */ id) => () => {
    close();
    pick(id);
  };
  return html`<div class="menu" popover="auto" role="menu" aria-label=${title} ref=${box} onToggle=${onToggle} onKeyDown=${onKey}>
    ${title && html`<div class="menu-title">${title}</div>`}
    ${items.map(
      (item) => html`<button
        key=${item.id}
        role=${item.checked === undefined ? "menuitem" : "menuitemradio"}
        aria-checked=${item.checked}
        class=${item.danger ? "danger" : ""}
        onClick=${choose(item.id)}
      >
        ${item.lead}<span>${item.label}</span>${item.hint && html`<small>${item.hint}</small>`}
        ${item.checked && html`<${Icon} name="check" />`}
      </button>`,
    )}
  </div>`;
}

/** Next to its anchor, wherever there is room. @param {HTMLElement} menu */
function place(menu) {
  const anchor = menu.parentElement?.getBoundingClientRect();
  if (!anchor) return;
  const { width, height } = menu.getBoundingClientRect();
  const below = anchor.bottom + 4 + height <= innerHeight;
  const top = below ? anchor.bottom + 4 : Math.max(8, anchor.top - 4 - height);
  const left = Math.min(Math.max(8, anchor.left), innerWidth - width - 8);
  Object.assign(menu.style, { top: `${top}px`, left: `${left}px` });
}

/** @param {KeyboardEvent & { currentTarget: HTMLElement }} event */
function onKey(event) {
  const all = [...event.currentTarget.querySelectorAll("button")];
  const at = all.indexOf(/** @type {HTMLButtonElement} */ (document.activeElement));
  const letter = event.key.length === 1 ? event.key.toLowerCase() : "";
  const next =
    event.key === "ArrowDown"
      ? all[(at + 1) % all.length]
      : event.key === "ArrowUp"
        ? all[(at - 1 + all.length) % all.length]
        : letter &&
          [...all.slice(at + 1), ...all].find((one) =>
            one.textContent?.trim().toLowerCase().startsWith(letter),
          );
  if (!next) return;
  event.preventDefault();
  next.focus();
}
