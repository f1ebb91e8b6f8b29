import { useSignal } from "@preact/signals";
import { html } from "htm/preact";
import { Icon } from "../ui/icons.js";
import { Menu } from "../ui/menu.js";

/** @typedef {{ value: string, label: string, description?: string, default?: boolean }} Option */

/**
 * A menu to choose from: one at once, or several and then Done.
 * @param {{ options: Option[], placeholder: string, max?: number, disabled?: boolean,
 *   choose: (values: string[]) => unknown }} props
 */
export function Choice({ options, placeholder, max = 1, disabled = false, choose }) {
  const open = useSignal(false);
  const chosen = useSignal(options.filter((one) => one.default).map((one) => one.value));
  const label = options
    .filter((one) => chosen.value.includes(one.value))
    .map((one) => one.label)
    .join(", ");
  const pick = (/** @type {string} */ value) => {
    if (max === 1) {
      chosen.value = [value];
      choose(chosen.value);
      return;
    }
    const without = chosen.value.filter((one) => one !== value);
    chosen.value = without.length < chosen.value.length ? without : [...without, value].slice(-max);
  };
  const items = options.map((one) => ({
    id: one.value,
    label: one.label,
    ...(one.description ? { hint: one.description } : {}),
    ...(max > 1 ? { checked: chosen.value.includes(one.value) } : {}),
  }));
  return html`<span class="choice anchor">
    <button type="button" disabled=${disabled} aria-haspopup="menu" onClick=${() => (open.value = true)}>
      <span class=${label ? "" : "faint"}>${label || placeholder}</span><${Icon} name="down" size=${16} />
    </button>
    ${
      max > 1 &&
      chosen.value.length > 0 &&
      html`<button type="button" class="button primary" onClick=${() => choose(chosen.value)}>Done</button>`
    }
    ${open.value && html`<${Menu} items=${items} pick=${pick} close=${() => (open.value = false)} />`}
  </span>`;
}
