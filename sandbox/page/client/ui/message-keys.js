import { onMessage } from "./message-acts.js";
import { edit, reply, thread } from "./take-up.js";

/** @typedef {import("./message-acts.js").Target} Target */

/** Keys of a message that has the focus. @param {Target} target */
export function messageKeys(target) {
  return (/** @type {KeyboardEvent & { currentTarget: HTMLElement }} */ event) => {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    /** @type {Record<string, () => unknown>} */
    const keys = {
      r: () => reply(target),
      e: () => edit(target),
      t: () => thread(target),
      Delete: () => target.row.may.delete && onMessage(target, { kind: "delete" }),
      Enter: () =>
        event.currentTarget.querySelector(/** @type {"button"} */ (".toolbar .dots-button"))?.click(),
    };
    const run = Object.hasOwn(keys, event.key) ? keys[event.key] : undefined;
    if (!run) return;
    event.preventDefault();
    run();
  };
}
