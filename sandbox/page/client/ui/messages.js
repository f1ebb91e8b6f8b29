import { useSignal } from "@preact/signals";
import { html } from "htm/preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";
import { Icon } from "./icons.js";
import { Message } from "./message.js";

/** @typedef {import("../../view/row.ts").Row} Row */

/** Messages of one person within this time stand together. */
const togetherMs = 7 * 60_000;
/** So near to the end counts as at the end, in pixels. */
const nearPx = 60;

/**
 * What was said, newest last. Stays at the end while one is there, also as an answer grows; lets one read in peace elsewhere.
 * @param {{ pane: import("../state/pane.js").Pane, list: "main" | "reply", more: boolean }} props
 */
export function Messages({ pane, list, more }) {
  const box = useRef(/** @type {HTMLDivElement | null} */ (null));
  const away = useSignal(false);
  const stuck = useRef(true);
  const ids = pane.parts.lists[list].value;
  const toEnd = () => {
    const { current } = box;
    if (current) current.scrollTop = current.scrollHeight;
  };
  useLayoutEffect(() => {
    if (stuck.current) toEnd();
  }, [ids]);
  useEffect(() => {
    const { current } = box;
    if (!current) return undefined;
    const grown = new ResizeObserver(() => {
      if (stuck.current) toEnd();
    });
    grown.observe(current);
    if (current.firstElementChild) grown.observe(current.firstElementChild);
    return () => grown.disconnect();
  }, []);
  const onScroll = () => {
    const { current } = box;
    if (!current) return;
    stuck.current = current.scrollHeight - current.scrollTop - current.clientHeight < nearPx;
    away.value = !stuck.current;
  };
  const row = (/** @type {string} */ id) =>
    /** @type {Row | undefined} */ (pane.parts.part(`${list}/${id}`).peek());
  return html`<div class="messages-box">
    <div class="messages" ref=${box} onScroll=${onScroll} onKeyDown=${moveFocus} role="log" aria-label="Messages" tabindex="-1">
      <div class="messages-list">
        ${more && html`<button class="more" onClick=${() => pane.more()}>Show older messages</button>`}
        ${ids.length === 0 && html`<${Empty} pane=${pane} />`}
        ${ids.map((id, i) => {
          const one = row(id);
          const before = i > 0 ? row(ids[i - 1] ?? "") : undefined;
          const newDay = one && (!before || day(before.at) !== day(one.at));
          return html`${newDay && html`<div key=${`day-${id}`} class="day"><span>${day(one.at)}</span></div>`}
            <${Message}
              key=${id}
              pane=${pane}
              list=${list}
              id=${id}
              first=${!one || newDay || !together(before, one)}
              last=${i === ids.length - 1}
            />`;
        })}
      </div>
    </div>
    ${
      away.value &&
      html`<button class="to-end" onClick=${toEnd}><${Icon} name="down" size=${16} /> Newest messages</button>`
    }
  </div>`;
}

/** @param {{ pane: import("../state/pane.js").Pane }} props */
function Empty({ pane }) {
  const head = pane.parts.part("head").value;
  const name = head?.kind === "dm" ? head.name : `#${head?.name ?? ""}`;
  return html`<div class="empty">
    <h3>${name}</h3>
    <p>Nothing was said here yet. Say hello, or mention <strong>@Parley</strong>.</p>
  </div>`;
}

/** @param {Row | undefined} before @param {Row} row */
function together(before, row) {
  if (!before || before.notice || row.notice || row.replyTo !== undefined || row.usedCommand) return false;
  if (before.ephemeral !== row.ephemeral || before.authorName !== row.authorName) return false;
  return before.author === row.author && row.at - before.at < togetherMs;
}

/** @param {number} at */
function day(at) {
  return new Date(at).toLocaleDateString(undefined, { weekday: "long", month: "long", day: "numeric" });
}

/** Arrows go from message to message. @param {KeyboardEvent & { currentTarget: HTMLElement }} event */
function moveFocus(event) {
  const step = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
  const current = /** @type {HTMLElement | null} */ (document.activeElement);
  if (step === 0 || !current?.classList.contains("message")) return;
  const all = /** @type {HTMLElement[]} */ ([...event.currentTarget.querySelectorAll(".message")]);
  const next = all[all.indexOf(current) + step];
  if (!next) return;
  event.preventDefault();
  for (const one of all) one.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
}
