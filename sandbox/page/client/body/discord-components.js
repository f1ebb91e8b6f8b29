import { useSignal } from "@preact/signals";
import { html } from "htm/preact";
import { DiscordText } from "../text/discord-text.js";
import { safeHref } from "../text/link.js";
import { onMessage } from "../ui/message-acts.js";
import { Choice } from "./choice.js";
import { Picture } from "./picture.js";

/** @typedef {import("../ui/message-acts.js").Target} Target */

const styles = ["", "primary", "secondary", "success", "danger", "link"];

/**
 * Buttons, menus and layout of a Discord message (discord docs: components/reference).
 * @param {{ target: Target, components: any[] }} props
 */
export function DiscordComponents({ target, components }) {
  return html`<div class="components">${components.map((one) => html`<${Component} target=${target} one=${one} />`)}</div>`;
}

/** @param {{ target: Target, one: any }} props */
function Component({ target, one }) {
  const { pane } = target;
  const all = (/** @type {any[]} */ list = []) =>
    list.map((each) => html`<${Component} target=${target} one=${each} />`);
  switch (one.type) {
    case 1:
      return html`<div class="action-row">${all(one.components)}</div>`;
    case 2:
      return html`<${Button} target=${target} one=${one} />`;
    case 3:
    case 5:
    case 6:
    case 7:
    case 8:
      return html`<${Menu} target=${target} one=${one} />`;
    case 9:
      return html`<div class="section"><div>${all(one.components)}</div>${all([one.accessory])}</div>`;
    case 10:
      return html`<${DiscordText} pane=${pane} text=${one.content} />`;
    case 11:
      return html`<${Picture} pane=${pane} url=${mediaUrl(target, one.media?.url)} alt=${one.description} />`;
    case 12:
      return html`<div class="pictures" data-count=${Math.min(one.items.length, 4)}>
        ${one.items.map(
          (/** @type {any} */ item) =>
            html`<${Picture} pane=${pane} url=${mediaUrl(target, item.media?.url)} alt=${item.description} />`,
        )}
      </div>`;
    case 13:
      return html`<p class="subtext">${String(one.file?.url).replace("attachment://", "")}</p>`;
    case 14:
      return html`<hr class=${one.divider === false ? "bare" : ""} />`;
    case 17: {
      const edge =
        typeof one.accent_color === "number"
          ? `#${one.accent_color.toString(16).padStart(6, "0")}`
          : undefined;
      return html`<div class="embed container" style=${edge ? { borderInlineStartColor: edge } : undefined}>
        ${all(one.components)}
      </div>`;
    }
    default:
      return null;
  }
}

/** @param {{ target: Target, one: any }} props */
function Button({ target, one }) {
  const busy = useSignal(false);
  const label = html`${one.emoji?.name && html`<span>${one.emoji.name}</span> `}${one.label}`;
  if (one.style === 5) {
    const href = safeHref(one.url);
    return html`<a class="button secondary" href=${href} target="_blank" rel="noopener noreferrer">${label} ↗</a>`;
  }
  const press = async () => {
    busy.value = true;
    await onMessage(target, { kind: "press", id: one.custom_id, name: one.label });
    busy.value = false;
  };
  return html`<button
    class=${`button ${styles[one.style] ?? "secondary"}`}
    disabled=${one.disabled || busy.value}
    aria-busy=${busy.value}
    onClick=${press}
  >
    ${label}
  </button>`;
}

/** @param {{ target: Target, one: any }} props */
function Menu({ target, one }) {
  const choose = (/** @type {string[]} */ values) =>
    onMessage(target, { kind: "select", id: one.custom_id, values });
  return html`<${Choice}
    options=${optionsOf(target.pane, one)}
    placeholder=${one.placeholder ?? "Make a selection"}
    max=${one.max_values ?? 1}
    disabled=${one.disabled}
    choose=${choose}
  />`;
}

/**
 * What a menu lists: its own options, or people, roles and channels.
 * @param {import("../state/pane.js").Pane} pane @param {any} one
 */
export function optionsOf(pane, one) {
  const side = pane.side.value;
  const people = (side?.people ?? []).map(({ id, name }) => ({ value: id, label: name }));
  const roles = (side?.roles ?? []).map(({ id, name }) => ({ value: id, label: `@${name}` }));
  if (one.type === 5) return people;
  if (one.type === 6) return roles;
  if (one.type === 7) return [...people, ...roles];
  if (one.type === 8) return (side?.channels ?? []).map(({ id, name }) => ({ value: id, label: `#${name}` }));
  return one.options ?? [];
}

/** `attachment://name` stands for a file of the same message. @param {Target} target @param {string} url */
function mediaUrl({ row }, url = "") {
  const name = url.startsWith("attachment://") ? url.slice("attachment://".length) : undefined;
  const file = name === undefined ? undefined : row.files.find((one) => one.name === name);
  return file ? new URL(file.url, location.origin).href : url;
}
