import { useSignal } from "@preact/signals";
import { html } from "htm/preact";
import { Avatar } from "./avatar.js";
import { Icon } from "./icons.js";
import { Menu } from "./menu.js";

/**
 * Who the person at the page is: any member, each with their role.
 * @param {{ pane: import("../state/pane.js").Pane }} props
 */
export function Switcher({ pane }) {
  const open = useSignal(false);
  const me = pane.people.value.get(pane.me.value);
  if (!me) return null;
  const others = [...pane.people.value.values()].filter((one) => one.id !== pane.app.value);
  const items = others.map((one) => ({
    id: one.handle,
    label: one.name,
    hint: one.role,
    lead: html`<${Avatar} pane=${pane} id=${one.id} size=${24} />`,
    checked: one.id === me.id,
  }));
  return html`<footer class="switcher anchor">
    <button
      aria-haspopup="menu"
      aria-expanded=${open.value}
      title="Act as someone else"
      onClick=${() => (open.value = true)}
    >
      <${Avatar} pane=${pane} id=${me.id} size=${32} />
      <span class="who"><strong>${me.name}</strong><small>${me.role}</small></span>
      <${Icon} name="swap" />
    </button>
    ${
      open.value &&
      html`<${Menu}
        title="Act as"
        items=${items}
        pick=${(/** @type {string} */ id) => pane.become(id)}
        close=${() => (open.value = false)}
      />`
    }
  </footer>`;
}
