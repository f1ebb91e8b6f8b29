import { html } from "htm/preact";
import { useEffect, useRef } from "preact/hooks";
import { Icon } from "./icons.js";

/**
 * A dialog over the whole page: the browser keeps the focus inside, Escape and a press beside it close it.
 * @param {{ label: string, close: () => void, kind?: string, children?: unknown }} props
 */
export function Dialog({ label, close, kind = "form", children }) {
  const box = useRef(/** @type {HTMLDialogElement | null} */ (null));
  useEffect(() => {
    const element = box.current;
    const before = /** @type {HTMLElement | null} */ (document.activeElement);
    element?.showModal();
    return () => {
      element?.close();
      before?.focus();
    };
  }, []);
  const onClick = (/** @type {MouseEvent} */ event) => {
    if (event.target === box.current) close();
  };
  const onCancel = (/** @type {Event} */ event) => {
    event.preventDefault();
    close();
  };
  return html`<dialog class=${`dialog ${kind}`} aria-label=${label} ref=${box} onClick=${onClick} onCancel=${onCancel}>
    <div class="dialog-box">
      <button class="quiet close" aria-label="Close" onClick=${close}><${Icon} name="close" /></button>
      ${children}
    </div>
  </dialog>`;
}
