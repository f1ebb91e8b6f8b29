/** @typedef {import("../../view/row.ts").Row} Row */
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
