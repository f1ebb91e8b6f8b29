import { useSignal } from "@preact/signals";
import { html } from "htm/preact";
import { Avatar } from "./avatar.js";
import { Icon } from "./icons.js";
import { Menu } from "./menu.js";
import { readMark } from "./read-mark.js";
import { Switcher } from "./switcher.js";

/** @typedef {import("../../view/side.ts").ChannelView} ChannelView */
/** @typedef {import("../state/pane.js").Pane} Pane */

/**
 * The list of channels, threads and direct messages.
 * @param {{ pane: Pane, close: () => void }} props
 */
export function SideBar({ pane, close }) {
  const side = pane.side.value;
  if (!side) return null;
  const rooms = side.channels.filter((one) => one.kind !== "dm" && one.joined);
  const others = side.channels.filter((one) => one.kind !== "dm" && !one.joined);
  const direct = side.channels.filter((one) => one.kind === "dm");
  const item = (/** @type {ChannelView} */ channel) =>
    html`<${Item} key=${channel.id} pane=${pane} channel=${channel} close=${close} />`;
  return html`<nav class="side" aria-label="Channels">
    <header class="workspace">
      <strong>${side.workspace}</strong>
      ${side.shortcuts.length > 0 && html`<${Shortcuts} pane=${pane} />`}
    </header>
    <div class="side-scroll">
      <h2>Channels</h2>
      <ul>${rooms.map(item)}</ul>
      ${others.length > 0 && html`<h2>More channels</h2><ul>${others.map(item)}</ul>`}
      <h2>Direct messages <${NewDirect} pane=${pane} /></h2>
      <ul>${direct.map(item)}${!direct.some((one) => one.peer === side.app) && html`<${AppDirect} pane=${pane} />`}</ul>
    </div>
    <${Switcher} pane=${pane} />
  </nav>`;
}

/** @param {{ pane: Pane, channel: ChannelView, close: () => void }} props */
function Item({ pane, channel, close }) {
  const head = pane.parts.part("head").value;
  const thread = pane.parts.part("thread").value;
  const current = head?.id === channel.id;
  const unread = readMark(pane, channel, current);
  const icon = channel.kind === "voice" ? "voice" : channel.kind === "private" ? "lock" : "hash";
  const go = () => {
    pane.go(channel.id);
    close();
  };
  return html`<li>
    <button
      class="item"
      aria-current=${current ? "page" : undefined}
      data-unread=${unread}
      disabled=${channel.kind === "voice"}
      title=${channel.kind === "voice" ? "Voice is not part of this page" : undefined}
      onClick=${go}
    >
      ${channel.peer ? html`<${Avatar} pane=${pane} id=${channel.peer} size=${20} />` : html`<${Icon} name=${icon} />`}
      <span>${channel.name}</span>
      ${unread && html`<span class="dot" role="img" aria-label="unread" />`}
    </button>
    ${
      channel.threads.length > 0 &&
      html`<ul class="threads">
        ${channel.threads.map(
          (one) => html`<li key=${one.id}>
            <button
              class="item"
              aria-current=${thread?.id === one.id ? "true" : undefined}
              onClick=${() => {
                go();
                pane.openThread(one.id);
              }}
            >
              <${Icon} name="thread" size=${15} /><span>${one.name}</span>
            </button>
          </li>`,
        )}
      </ul>`
    }
  </li>`;
}

/** The app's direct messages before there are any. @param {{ pane: Pane }} props */
function AppDirect({ pane }) {
  return html`<li>
    <button class="item" onClick=${() => openDirect(pane, pane.app.value)}>
      <${Avatar} pane=${pane} id=${pane.app.value} size=${20} /><span>${pane.name(pane.app.value)}</span>
    </button>
  </li>`;
}

/** @param {Pane} pane @param {string} person */
async function openDirect(pane, person) {
  const { id, error } = await pane.act({ kind: "dm", with: person });
  if (error) pane.notices.value = [{ where: "main", text: error }];
  else pane.go(id);
}

/** @param {{ pane: Pane }} props */
function NewDirect({ pane }) {
  const open = useSignal(false);
  const people = [...pane.people.value.values()].filter((one) => one.id !== pane.me.value);
  const items = people.map((one) => ({ id: one.id, label: one.name, hint: one.role }));
  const pick = (/** @type {string} */ id) => openDirect(pane, id);
  return html`<span class="anchor">
    <button class="quiet" aria-label="New direct message" aria-haspopup="menu" onClick=${() => (open.value = true)}>
      <${Icon} name="plus" size=${15} />
    </button>
    ${open.value && html`<${Menu} items=${items} pick=${pick} close=${() => (open.value = false)} />`}
  </span>`;
}

/** Slack's global shortcuts. @param {{ pane: Pane }} props */
function Shortcuts({ pane }) {
  const open = useSignal(false);
  const items = (pane.side.value?.shortcuts ?? []).map((one) => ({
    id: one.id,
    label: one.name,
    hint: "shortcut",
  }));
  const pick = async (/** @type {string} */ id) => {
    const { text, error } = await pane.act({ kind: "shortcut", action: id });
    if (error ?? text) pane.notices.value = [{ where: "main", text: error ?? text }];
  };
  return html`<span class="anchor">
    <button class="quiet" aria-label="Shortcuts" aria-haspopup="menu" onClick=${() => (open.value = true)}>
      <${Icon} name="bolt" size=${16} />
    </button>
    ${open.value && html`<${Menu} items=${items} pick=${pick} close=${() => (open.value = false)} />`}
  </span>`;
}
