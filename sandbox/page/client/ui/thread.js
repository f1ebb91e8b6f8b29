import { html } from "htm/preact";
import { Composer } from "./composer.js";
import { Icon } from "./icons.js";
import { Messages } from "./messages.js";
import { Notices } from "./notices.js";
import { TypingLine } from "./typing-line.js";

/**
 * A thread beside its channel, or over it where the window is narrow.
 * @param {{ pane: import("../state/pane.js").Pane }} props
 */
export function Thread({ pane }) {
  /** @type {import("../../view/head.ts").ThreadHead | undefined} */
  const thread = pane.parts.part("thread").value;
  const head = pane.parts.part("head").value;
  if (!thread || !head) return null;
  const slack = pane.platform === "slack";
  const stop = async () => {
    const { error } = await pane.act({ kind: "stop", channel: head.id, thread: thread.id });
    if (error) pane.notices.value = [{ where: "reply", text: error }];
  };
  const onKey = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === "Escape" && !event.defaultPrevented) pane.openThread("");
  };
  return html`<aside class="thread" aria-label="Thread" onKeyDown=${onKey}>
    <header class="room-head">
      <${Icon} name="thread" size=${20} />
      <h2>${thread.name}</h2>
      ${slack && html`<p class="topic">#${head.name}</p>`}
      <button class="quiet close" aria-label="Close the thread" onClick=${() => pane.openThread("")}>
        <${Icon} name="close" />
      </button>
    </header>
    <${Messages} pane=${pane} list="reply" more=${false} />
    <${Notices} pane=${pane} where="reply" />
    ${
      thread.status &&
      html`<div class="status" role="status">
        <span class="dots" aria-hidden="true"><i /><i /><i /></span>
        ${pane.name(pane.app.value)} ${thread.status}
        ${thread.stoppable && html`<button class="small" onClick=${stop}><${Icon} name="stop" size=${14} /> Stop</button>`}
      </div>`
    }
    ${
      thread.closed
        ? html`<div class="closed">${thread.closed}</div>`
        : html`<${Composer}
            pane=${pane}
            where="reply"
            channel=${slack ? head.id : thread.id}
            thread=${slack ? thread.id : ""}
            label=${slack ? "Reply…" : `Message "${thread.name}"`}
          />`
    }
    <${TypingLine} pane=${pane} part="typing/thread" />
  </aside>`;
}
