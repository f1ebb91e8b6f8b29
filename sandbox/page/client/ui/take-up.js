/** @typedef {import("./message-acts.js").Target} Target */

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
