import { html } from "htm/preact";
import { DiscordBody } from "../body/discord-body.js";
import { SlackBody } from "../body/slack-body.js";
import { Avatar } from "./avatar.js";
import { Files } from "./files.js";
import { Icon } from "./icons.js";
import { messageKeys } from "./message-keys.js";
import { Reactions } from "./reactions.js";
import { Toolbar } from "./toolbar.js";

/** @typedef {import("../../view/row.ts").Row} Row */
/** @typedef {import("../state/pane.js").Pane} Pane */

const avatarPx = { discord: 40, slack: 36 };

/**
 * One message. Draws itself anew when it changes, and nothing else does.
 * @param {{ pane: Pane, list: "main" | "reply", id: string, first: boolean, last: boolean }} props
 */
export function Message({ pane, list, id, first, last }) {
  /** @type {Row | undefined} */
  const row = pane.parts.part(`${list}/${id}`).value;
  if (!row) return null;
  if (row.notice) return html`<${Notice} pane=${pane} row=${row} />`;
  const name = row.authorName ?? pane.name(row.author);
  const bot = pane.people.value.get(row.author)?.bot || row.authorName !== undefined;
  const editing = pane.focus.value?.kind === "edit" && pane.focus.value.row.id === id;
  const classes = [
    "message",
    first && "first",
    row.mentionsMe && "for-me",
    row.ephemeral && "ephemeral",
    editing && "editing",
  ];
  const Body = pane.platform === "discord" ? DiscordBody : SlackBody;
  const props = { pane, row, list };
  return html`<article
    class=${classes.filter(Boolean).join(" ")}
    id=${`${pane.platform}-${list}-${id}`}
    data-id=${id}
    tabindex=${last ? 0 : -1}
    aria-label=${`${name}, ${clock(row.at)}`}
    onKeyDown=${messageKeys(props)}
  >
    ${row.ephemeral && pane.platform === "slack" && html`<${OnlyYou} />`}
    ${row.usedCommand && html`<${UsedCommand} pane=${pane} row=${row} />`}
    ${row.replyTo !== undefined && html`<${RepliesTo} pane=${pane} row=${row} list=${list} />`}
    <div class="message-row">
      <div class="gutter">
        ${first ? html`<${Avatar} pane=${pane} id=${row.author} size=${avatarPx[pane.platform]} />` : html`<time>${clock(row.at)}</time>`}
      </div>
      <div class="message-main">
        ${
          first &&
          html`<div class="by">
            <strong>${name}</strong>
            ${bot && html`<span class="badge">App</span>`}
            <time dateTime=${new Date(row.at).toISOString()} title=${new Date(row.at).toLocaleString()}>${clock(row.at)}</time>
          </div>`
        }
        ${
          row.thinking
            ? html`<p class="thinking"><span class="dots" aria-hidden="true"><i /><i /><i /></span> ${name} is thinking…</p>`
            : html`<${Body} ...${props} />`
        }
        ${pane.platform === "slack" && row.files.length > 0 && html`<${Files} pane=${pane} files=${row.files} />`}
        ${row.reactions.length > 0 && html`<${Reactions} pane=${pane} row=${row} />`}
        ${row.thread && html`<${ThreadChip} pane=${pane} row=${row} list=${list} />`}
        ${row.ephemeral && pane.platform === "discord" && html`<${OnlyYou} />`}
      </div>
    </div>
    <${Toolbar} ...${props} />
  </article>`;
}

function OnlyYou() {
  return html`<p class="only-you"><${Icon} name="eye" size=${15} /> Only you can see this</p>`;
}

/** @param {{ pane: Pane, row: Row }} props */
function Notice({ pane, row }) {
  return html`<p class="notice"><strong>${pane.name(row.author)}</strong> ${row.notice} <time>${clock(row.at)}</time></p>`;
}

/** @param {{ pane: Pane, row: Row }} props */
function UsedCommand({ pane, row }) {
  return html`<p class="reply-line"><span class="reply-hook" aria-hidden="true" />
    <strong>${pane.name(row.usedCommand?.person ?? "")}</strong> used <span class="mention">/${row.usedCommand?.name}</span></p>`;
}

/** @param {{ pane: Pane, row: Row, list: string }} props */
function RepliesTo({ pane, row, list }) {
  const target = row.replyTo;
  if (!target)
    return html`<p class="reply-line"><span class="reply-hook" aria-hidden="true" /><em>Original message was deleted</em></p>`;
  const jump = () => {
    const element = document.getElementById(`${pane.platform}-${list}-${target.id}`);
    element?.scrollIntoView({ block: "center", behavior: "smooth" });
    element?.focus({ preventScroll: true });
  };
  return html`<p class="reply-line">
    <span class="reply-hook" aria-hidden="true" />
    <${Avatar} pane=${pane} id=${target.author} size=${16} />
    <button onClick=${jump}><strong>@${pane.name(target.author)}</strong> ${named(pane, target.text)}</button>
  </p>`;
}

/** Without its marks, for one line. @param {Pane} pane @param {string} text */
function named(pane, text) {
  return text
    .replace(/<@!?(\w+)>/g, (_, id) => `@${pane.name(id)}`)
    .replace(/^(?:#{1,3}|-#|>|[-*]) /gm, "")
    .replace(/\*\*|__|~~|\|\||```\w*|`/g, "");
}

const counted = {
  discord: (/** @type {number} */ count) => `${count} ${count === 1 ? "message" : "messages"} ›`,
  slack: (/** @type {number} */ count) => `${count} ${count === 1 ? "reply" : "replies"}`,
};

/** @param {{ pane: Pane, row: Row, list: string }} props */
function ThreadChip({ pane, row, list }) {
  const { thread } = row;
  if (!thread || list === "reply") return null;
  const status = pane.parts.part("statuses").value?.[row.id];
  return html`<button class="thread-chip" onClick=${() => pane.openThread(thread.id)}>
    ${
      pane.platform === "discord"
        ? html`<strong>${thread.name}</strong>`
        : html`<span class="faces">${thread.people.map((id) => html`<${Avatar} pane=${pane} id=${id} size=${22} />`)}</span>`
    }
    <span class="count">${counted[pane.platform](thread.count)}</span>
    ${status && html`<span class="chip-status"><span class="dots" aria-hidden="true"><i /><i /><i /></span> ${status}</span>`}
  </button>`;
}

/** @param {number} at */
function clock(at) {
  return new Date(at).toLocaleTimeString(undefined, { hour: "2-digit", minute: "2-digit" });
}
