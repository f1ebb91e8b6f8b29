import { effect, untracked, useComputed, useSignal } from "@preact/signals";
import { html } from "htm/preact";
import { useEffect, useRef } from "preact/hooks";
import { CommandForm } from "./command-form.js";
import { flatCommands } from "./commands.js";
import { completionsAt } from "./completion.js";
import { Icon } from "./icons.js";
import { PendingFiles, takeFiles } from "./pending-files.js";
import { sendTyped } from "./send.js";
import { Suggestions, suggestionKey } from "./suggestions.js";
import { decode } from "./typed-text.js";

/** @typedef {import("../state/pane.js").Pane} Pane */

/** Least time between two signs of typing, milliseconds. */
const typingMs = 8_000;
/** What was typed but not sent, by person and place, while the page is open. @type {Map<string, string>} */
const drafts = new Map();

/**
 * Where people write. Enter sends, Shift+Enter breaks the line, ↑ in an empty field edits one's last message.
 * @param {{ pane: Pane, where: "main" | "reply", channel: string, thread?: string, label: string }} props
 */
export function Composer({ pane, where, channel, thread = "", label }) {
  const draftKey = `${pane.me.value}/${channel}/${thread}`;
  const text = useSignal(drafts.get(draftKey) ?? "");
  const caret = useSignal(text.value.length);
  const active = useSignal(0);
  const hushed = useSignal("");
  const files = useSignal(/** @type {File[]} */ ([]));
  const command = useSignal(/** @type {import("./commands.js").FlatCommand | undefined} */ (undefined));
  const mention = useSignal(true);
  const dropping = useSignal(false);
  const typedAt = useRef(0);
  const field = useRef(/** @type {HTMLTextAreaElement | null} */ (null));
  const found = useComputed(() =>
    hushed.value === text.value ? undefined : completionsAt(pane, text.value, caret.value),
  );
  const focus = pane.focus.value?.where === where ? pane.focus.value : undefined;
  const listId = `${pane.platform}-${where}-suggestions`;

  const put = (/** @type {string} */ next, at = next.length) => {
    text.value = next;
    caret.value = at;
    active.value = 0;
    drafts.set(draftKey, next);
    queueMicrotask(() => {
      field.current?.focus();
      field.current?.setSelectionRange(at, at);
    });
  };
  // both at once and not a frame later, or they would be put over what is typed meanwhile
  useEffect(
    () =>
      effect(() => {
        const given = where === "main" ? pane.prefill.value : "";
        if (!given) return;
        pane.prefill.value = "";
        command.value = undefined;
        untracked(() => put(given));
      }),
    [pane, where, draftKey],
  );
  useEffect(
    () =>
      effect(() => {
        const now = pane.focus.value;
        if (now?.where !== where) return;
        if (now.kind === "edit") untracked(() => put(decode(pane, now.row.text)));
        else field.current?.focus();
      }),
    [pane, where, draftKey],
  );
  const leave = () => {
    if (focus?.kind === "edit") put("");
    pane.focus.value = undefined;
  };
  const take = (/** @type {number} */ index) => {
    const item = found.value?.items[index];
    if (!item) return;
    if (item.command && pane.platform === "discord") {
      command.value = item.command;
      text.value = "";
      drafts.delete(draftKey);
      return;
    }
    const from = found.value?.from ?? 0;
    put(text.value.slice(0, from) + item.insert + text.value.slice(caret.value), from + item.insert.length);
  };
  const send = async () => {
    const typed = text.value.trim();
    const sent = files.value;
    if (!typed && sent.length === 0) return;
    put("");
    files.value = [];
    pane.focus.value = undefined;
    const error = await sendTyped({
      pane,
      channel,
      thread,
      typed,
      files: sent,
      focus,
      mention: mention.value,
    });
    pane.notices.value = error
      ? [{ where, text: error }]
      : pane.notices.value.filter((one) => one.where !== where);
    // What was refused comes back to be mended.
    if (error && !typed.startsWith("/")) {
      put(typed);
      files.value = sent;
    }
  };
  const editLast = () => {
    const list = pane.parts.lists[where].value;
    const mine = list.findLast((id) => pane.parts.part(`${where}/${id}`).peek()?.may.edit);
    const row = mine && pane.parts.part(`${where}/${mine}`).peek();
    if (row) pane.focus.value = { kind: "edit", where, row };
  };
  const onKeyDown = (/** @type {KeyboardEvent} */ event) => {
    if (event.isComposing) return;
    const key = suggestionKey(event, active.value, found.value?.items.length ?? 0);
    if (key) {
      event.preventDefault();
      if (key === "take") take(active.value);
      else if (key === "leave") hushed.value = text.value;
      else active.value = key.move;
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      void send();
    } else if (event.key === "Escape" && focus) {
      event.preventDefault();
      leave();
    } else if (event.key === "ArrowUp" && text.value === "") {
      event.preventDefault();
      editLast();
    }
  };
  const onInput = (/** @type {Event & { currentTarget: HTMLTextAreaElement }} */ event) => {
    const { value, selectionStart } = event.currentTarget;
    text.value = value;
    caret.value = selectionStart;
    active.value = 0;
    drafts.set(draftKey, value);
    if (!value || value.startsWith("/") || Date.now() - typedAt.current < typingMs) return;
    typedAt.current = Date.now();
    void pane.act({ kind: "typing", channel, ...(thread ? { thread } : {}) });
  };
  const onSelect = (/** @type {Event & { currentTarget: HTMLTextAreaElement }} */ event) => {
    caret.value = event.currentTarget.selectionStart;
  };
  const add = (/** @type {DataTransfer | null} */ from) => {
    const taken = takeFiles(from);
    files.value = [...files.value, ...taken];
    return taken.length > 0;
  };
  const usage = useComputed(() => {
    const [, name] = /^\/(\S+)\s/.exec(text.value) ?? [];
    const known = flatCommands(pane.platform, pane.parts.part("commands").value ?? []);
    return pane.platform === "slack" ? known.find((one) => one.path === name) : undefined;
  });

  return html`<div
    class="composer"
    data-dropping=${dropping.value}
    onDragOver=${(/** @type {DragEvent} */ event) => {
      event.preventDefault();
      dropping.value = true;
    }}
    onDragLeave=${() => (dropping.value = false)}
    onDrop=${(/** @type {DragEvent} */ event) => {
      event.preventDefault();
      dropping.value = false;
      add(event.dataTransfer);
      field.current?.focus();
    }}
  >
    ${found.value && html`<${Suggestions} id=${listId} ...${found.value} active=${active.value} pick=${take} />`}
    ${
      usage.value &&
      html`<p class="usage">
        <strong>/${usage.value.path}</strong> <span>${usage.value.hint}</span> ${usage.value.description}
      </p>`
    }
    ${
      focus &&
      html`<div class="composing">
        <span>
          ${focus.kind === "edit" ? "Editing your message" : "Replying to "}
          ${focus.kind === "reply" && html`<strong>${pane.name(focus.row.author)}</strong>`}
        </span>
        ${
          focus.kind === "reply" &&
          html`<button class="quiet" aria-pressed=${mention.value} onClick=${() => (mention.value = !mention.value)}>
            @ ${mention.value ? "on" : "off"}
          </button>`
        }
        <button class="quiet" aria-label="Cancel" onClick=${leave}><${Icon} name="close" size=${16} /></button>
      </div>`
    }
    <${PendingFiles} files=${files} />
    ${
      command.value
        ? html`<${CommandForm}
            pane=${pane}
            where=${where}
            channel=${channel}
            command=${command.value}
            close=${() => {
              command.value = undefined;
              put("");
            }}
          />`
        : html`<div class="composer-row">
            <label class="quiet attach" title="Attach files">
              <${Icon} name="plus" size=${20} />
              <input
                type="file"
                multiple
                aria-label="Attach files"
                onChange=${(/** @type {Event & { currentTarget: HTMLInputElement }} */ event) => {
                  files.value = [...files.value, ...(event.currentTarget.files ?? [])];
                  event.currentTarget.value = "";
                }}
              />
            </label>
            <textarea
              ref=${field}
              rows="1"
              aria-label=${label}
              placeholder=${label}
              role="combobox"
              aria-expanded=${Boolean(found.value)}
              aria-controls=${listId}
              aria-autocomplete="list"
              aria-activedescendant=${found.value ? `${listId}-${active.value}` : undefined}
              value=${text.value}
              onInput=${onInput}
              onSelect=${onSelect}
              onKeyDown=${onKeyDown}
              onPaste=${(/** @type {ClipboardEvent} */ event) => {
                if (add(event.clipboardData)) event.preventDefault();
              }}
            />
            <button class="send" aria-label="Send" disabled=${!text.value.trim() && files.value.length === 0} onClick=${send}>
              <${Icon} name="send" size=${20} />
            </button>
          </div>`
    }
  </div>`;
}
