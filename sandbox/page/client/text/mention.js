import { html } from "htm/preact";

/** @typedef {import("../state/pane.js").Pane} Pane */

/** @param {{ pane: Pane, id: string, label?: string }} props */
export function Person({ pane, id, label }) {
  const person = pane.people.value.get(id);
  const mine = id === pane.me.value ? " mine" : "";
  return html`<span class=${`mention${mine}`}>@${person?.name ?? label ?? "unknown"}</span>`;
}

/** @param {{ pane: Pane, id: string }} props */
export function Role({ pane, id }) {
  const role = pane.side.value?.roles.find((one) => one.id === id);
  return html`<span class="mention">@${role?.name ?? "unknown-role"}</span>`;
}

/** @param {{ pane: Pane, id: string, label?: string }} props */
export function Channel({ pane, id, label }) {
  const all = pane.side.value?.channels ?? [];
  const channel = all.find((one) => one.id === id);
  const thread = all.flatMap((one) => one.threads).find((one) => one.id === id);
  if (thread) {
    return html`<button class="mention" onClick=${() => pane.openThread(id)}>#${thread.name}</button>`;
  }
  if (!channel) return html`<span class="mention">#${label ?? "No Access"}</span>`;
  return html`<button class="mention" onClick=${() => pane.go(channel.id)}>#${channel.name}</button>`;
}
