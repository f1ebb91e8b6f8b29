import { useSignal } from "@preact/signals";
import { html } from "htm/preact";
import { quickReactions } from "../text/emoji.js";
import { Icon } from "./icons.js";
import { Menu } from "./menu.js";
import { onMessage, react } from "./message-acts.js";
import { edit, reply, thread } from "./take-up.js";

/** @typedef {import("./message-acts.js").Target} Target */

/**
 * What can be done with a message, shown when it is pointed at or has the focus.
 * @param {Target} target
 */
export function Toolbar(target) {
  const { pane, row, list } = target;
  const open = useSignal(/** @type {"" | "more" | "react"} */ (""));
  const discord = pane.platform === "discord";
  const close = () => {
    open.value = "";
  };
  const button = (
    /** @type {string} */ icon,
    /** @type {string} */ label,
    /** @type {() => unknown} */ run,
  ) =>
    html`<button tabindex="-1" aria-label=${label} title=${label} onClick=${run}><${Icon} name=${icon} /></button>`;
  if (row.ephemeral) return null;
  return html`<div class="toolbar anchor" data-open=${open.value}>
    ${quickReactions.slice(0, 2).map(
      (one) =>
        html`<button tabindex="-1" class="emoji" aria-label=${`React with ${one.name}`} onClick=${() => react(target, one)}>
            ${one.emoji}
          </button>`,
    )}
    ${button("smile", "React", () => (open.value = "react"))}
    ${discord && button("reply", "Reply", () => reply(target))}
    ${list === "main" && button("thread", discord ? "Thread" : "Reply in thread", () => thread(target))}
    ${row.may.edit && button("edit", "Edit", () => edit(target))}
    <button
      tabindex="-1"
      class="dots-button"
      aria-label="More actions"
      title="More actions"
      aria-haspopup="menu"
      onClick=${() => (open.value = "more")}
    >
      <${Icon} name="dots" />
    </button>
    ${
      open.value === "more" &&
      html`<${Menu}
        items=${moreItems(target)}
        pick=${(/** @type {string} */ id) => pick(target, id)}
        close=${close}
      />`
    }
    ${
      open.value === "react" &&
      html`<${Menu}
        title="React"
        items=${quickReactions.map((one) => ({ id: one.name, label: `${one.emoji}  ${one.name.replaceAll("_", " ")}` }))}
        pick=${(/** @type {string} */ id) => quickReactions.filter((one) => one.name === id).map((one) => react(target, one))}
        close=${close}
      />`
    }
  </div>`;
}

/** @param {Target} target */
function moreItems({ pane, row, list }) {
  const actions = pane.side.value?.messageActions ?? [];
  const app = pane.name(pane.app.value);
  return [
    ...actions.map((one) => ({ id: `app ${one.id}`, label: one.name, hint: app })),
    ...(pane.platform === "discord" ? [{ id: "reply", label: "Reply", hint: "R" }] : []),
    ...(list === "main"
      ? [
          {
            id: "thread",
            label: row.thread
              ? "Open the thread"
              : pane.platform === "discord"
                ? "Create thread"
                : "Reply in thread",
            hint: "T",
          },
        ]
      : []),
    { id: "copy", label: "Copy text" },
    { id: "copy-id", label: pane.platform === "discord" ? "Copy message ID" : "Copy timestamp" },
    ...(row.may.edit ? [{ id: "edit", label: "Edit message", hint: "E" }] : []),
    ...(row.may.delete ? [{ id: "delete", label: "Delete message", hint: "Del", danger: true }] : []),
  ];
}

/** @param {Target} target @param {string} id */
function pick(target, id) {
  if (id.startsWith("app ")) return onMessage(target, { kind: "message-action", action: id.slice(4) });
  switch (id) {
    case "reply":
      return reply(target);
    case "thread":
      return thread(target);
    case "edit":
      return edit(target);
    case "delete":
      return onMessage(target, { kind: "delete" });
    case "copy":
      return navigator.clipboard.writeText(target.row.text);
    default:
      return navigator.clipboard.writeText(target.row.id);
  }
}
