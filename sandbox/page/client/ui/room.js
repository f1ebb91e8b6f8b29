import { html } from "htm/preact";
import { Composer } from "./composer.js";
import { Icon } from "./icons.js";
import { Messages } from "./messages.js";
import { Notices } from "./notices.js";
import { Prompts } from "./prompts.js";
import { TypingLine } from "./typing-line.js";

/**
 * One channel: its name, what was said, and where to say more.
 * @param {{ pane: import("../state/pane.js").Pane, openMenu: () => void }} props
 */
export function Room({ pane, openMenu }) {
  /** @type {import("../../view/head.ts").Head | undefined} */
  const head = pane.parts.part("head").value;
  if (!head) return html`<section class="room" />`;
  const icon = head.kind === "private" ? "lock" : head.kind === "voice" ? "voice" : "hash";
  const place = head.kind === "dm" ? `@${head.name}` : `#${head.name}`;
  const join = async () => {
    const { error } = await pane.act({ kind: "join", channel: head.id });
    if (error) pane.notices.value = [{ where: "main", text: error }];
  };
  const joinable = pane.platform === "slack" && head.closed && head.kind === "public";
  return html`<section class="room" aria-label=${place}>
    <header class="room-head">
      <button class="quiet menu-button" aria-label="Channels" onClick=${openMenu}><${Icon} name="menu" /></button>
      ${head.kind !== "dm" && html`<${Icon} name=${icon} size=${20} />`}
      <h2>${head.name}</h2>
      ${head.topic && html`<p class="topic">${head.topic}</p>`}
      <span class="grow" />
      ${
        pane.platform === "discord" &&
        head.kind !== "dm" &&
        html`<button
          class="quiet"
          aria-label="New thread"
          title="New thread"
          onClick=${() => (pane.form.value = { kind: "thread" })}
        >
          <${Icon} name="thread" />
        </button>`
      }
      <span class="members" title="Members"><${Icon} name="people" size=${17} /> ${head.members}</span>
    </header>
    <${Messages} key=${`${pane.me.value}/${head.id}`} pane=${pane} list="main" more=${head.more} />
    <${Notices} pane=${pane} where="main" />
    <${Prompts} pane=${pane} />
    ${
      head.closed
        ? html`<div class="closed">
            ${head.closed}
            ${joinable && html`<button class="primary" onClick=${join}>Join #${head.name}</button>`}
          </div>`
        : html`<${Composer}
            key=${`${pane.me.value}/${head.id}`}
            pane=${pane}
            where="main"
            channel=${head.id}
            label=${`Message ${place}`}
          />`
    }
    <${TypingLine} pane=${pane} part="typing" />
  </section>`;
}
