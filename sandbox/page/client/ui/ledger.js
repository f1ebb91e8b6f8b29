import { useComputed, useSignal } from "@preact/signals";
import { html } from "htm/preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { ask } from "../state/ask.js";
import { Json } from "./json.js";

/** @typedef {ReturnType<typeof import("../state/parts.js").createParts>} Tools */
/** @typedef {{ seq: number, at: number, service: string, kind: string, name: string, status?: number, error?: string }} Entry */

const services = ["discord", "slack", "openai", "anthropic"];

/**
 * The traffic, newest last; an entry opens to show all of it.
 * @param {{ tools: Tools }} props
 */
export function LedgerPanel({ tools }) {
  const typed = useSignal("");
  const shown = useSignal(new Set(services));
  const box = useRef(/** @type {HTMLDivElement | null} */ (null));
  const stuck = useRef(true);
  const entries = useComputed(() => {
    const wanted = typed.value.toLowerCase();
    return tools.lists.entry.value
      .flatMap((id) => /** @type {Entry} */ (tools.part(`entry/${id}`).value) ?? [])
      .filter((one) => shown.value.has(one.service))
      .filter((one) =>
        `${one.name} ${one.status ?? ""} ${one.error ?? ""} ${one.kind}`.toLowerCase().includes(wanted),
      );
  });
  useLayoutEffect(() => {
    if (stuck.current && box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [entries.value]);
  const toggle = (/** @type {string} */ service) => {
    const next = new Set(shown.value);
    if (!next.delete(service)) next.add(service);
    shown.value = next;
  };
  const onScroll = () => {
    const { current } = box;
    if (current) stuck.current = current.scrollHeight - current.scrollTop - current.clientHeight < 40;
  };
  return html`<div class="ledger">
    <div class="filters">
      <input
        type="search"
        placeholder="Filter by name, status or error"
        aria-label="Filter"
        value=${typed.value}
        onInput=${(/** @type {Event & { currentTarget: HTMLInputElement }} */ event) => (typed.value = event.currentTarget.value)}
      />
      <div class="chips">
        ${services.map(
          (
            one,
          ) => html`<button class=${`chip ${one}`} aria-pressed=${shown.value.has(one)} onClick=${() => toggle(one)}>
            ${one}
          </button>`,
        )}
        <button class="chip" onClick=${() => ask("DELETE", "/ledger")}>Clear</button>
      </div>
    </div>
    <div class="entries" ref=${box} onScroll=${onScroll}>
      ${entries.value.length === 0 && html`<p class="empty">Nothing crossed the wire yet, or nothing that fits the filter.</p>`}
      ${entries.value.map((one) => html`<${EntryLine} key=${one.seq} entry=${one} />`)}
    </div>
  </div>`;
}

const arrows = { request: "→", event: "←", frame: "⇢" };

/** @param {{ entry: Entry }} props */
function EntryLine({ entry }) {
  const full = useSignal(/** @type {Record<string, any> | undefined} */ (undefined));
  const { seq, at, service, kind, name, status, error } = entry;
  const bad = error !== undefined || (status !== undefined && status >= 400);
  const onToggle = async (/** @type {Event & { currentTarget: HTMLDetailsElement }} */ event) => {
    if (event.currentTarget.open) full.value = await ask("GET", `/ledger/${seq}`);
  };
  return html`<details class="entry" data-bad=${bad} onToggle=${onToggle}>
    <summary>
      <time>${new Date(at).toLocaleTimeString(undefined, { hour12: false })}</time>
      <span class=${`service ${service}`} title=${service}>${arrows[/** @type {"request"} */ (kind)]}</span>
      <code>${name}</code>
      <span class="outcome">${error ?? status ?? ""}</span>
    </summary>
    ${full.value && html`<${Json} value=${full.value} />`}
  </details>`;
}
