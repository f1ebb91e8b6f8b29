/** @typedef {import("../../view.ts").Row} Row */
/** @typedef {import("../state/pane.js").Pane} Pane */
/** @typedef {{ pane: Pane, row: Row, list: "main" | "reply" }} Target */

/** How a platform names a message. @param {Target} target */
function messageRef({ pane, row }) {
  return pane.platform === "discord" ? row.id : { channel: pane.parts.part("head").value?.id, ts: row.id };
}

/**
 * Does something with a message and tells the person what came of it.
 * @param {Target} target
 * @param {Record<string, unknown> & { kind: string }} doing
 */
export async function onMessage(target, doing) {
  const { pane, list } = target;
  const answer = await pane.act({ ...doing, message: messageRef(target) });
  if (answer.kind === "modal") pane.form.value = answer;
  const text =
    answer.error ?? (answer.kind === "failed" || answer.kind === "refused" ? answer.text : undefined);
  if (text) pane.notices.value = [{ where: list, text }];
  return answer;
}

/** @param {Target} target @param {{ emoji: string, name: string }} which */
export function react(target, { emoji, name }) {
  const key = target.pane.platform === "discord" ? emoji : name;
  const mine = target.row.reactions.find((one) => one.name === key)?.mine ?? false;
  return onMessage(target, { kind: "react", emoji: key, on: !mine });
}

/** Answers it: a reply on Discord, its thread on Slack. @param {Target} target */
export function reply({ pane, row, list }) {
  if (pane.platform === "slack") {
    if (list === "main") pane.openThread(row.id);
  } else pane.focus.value = { kind: "reply", where: list, row };
}

/** @param {Target} target */
export function edit({ pane, row, list }) {
  if (row.may.edit) pane.focus.value = { kind: "edit", where: list, row };
}

/** @param {Target} target */
export function thread(target) {
  const { pane, row } = target;
  if (pane.platform === "slack" || row.thread) pane.openThread(row.thread?.id ?? row.id);
  else pane.form.value = { kind: "thread", from: row };
}

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
