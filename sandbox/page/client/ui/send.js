import { flatCommands } from "./commands.js";
import { encode } from "./typed-text.js";

/**
 * Sends what stands in a composer: a message, an edit, or on Slack a command.
 * @param {{ pane: import("../state/pane.js").Pane, channel: string, thread: string, typed: string, files: File[],
 *   focus: { kind: "reply" | "edit", row: import("../../view/row.ts").Row } | undefined, mention: boolean }} given
 * @returns {Promise<string | undefined>} what the platform says against it
 */
export async function sendTyped({ pane, channel, thread, typed, files, focus, mention }) {
  const text = encode(pane, typed);
  const slack = pane.platform === "slack";
  if (focus?.kind === "edit") {
    const message = slack ? { channel: pane.parts.part("head").value?.id, ts: focus.row.id } : focus.row.id;
    return (await pane.act({ kind: "edit", message, text })).error;
  }
  const [, command, rest = ""] = (slack && /^(\/\S+)(?:\s+([\s\S]*))?$/.exec(typed)) || [];
  if (command) {
    const inThread = thread ? { thread } : {};
    const answer = await pane.act({ kind: "slash", channel, command, text: encode(pane, rest), ...inThread });
    return answer.error ?? (answer.kind === "failed" || answer.kind === "refused" ? answer.text : undefined);
  }
  const known = flatCommands(pane.platform, pane.parts.part("commands").value ?? []);
  const slash = known.find(
    (one) => typed === `/${one.path}` && one.options.every((option) => !option.required),
  );
  if (slash && files.length === 0) return useCommand(pane, channel, slash.path, {}, {});
  const named = Object.fromEntries(files.map((file, i) => [`file ${i}`, file]));
  const where = slack ? (thread ? { thread } : {}) : focus ? { replyTo: focus.row.id, mention } : {};
  return (await pane.act({ kind: "say", channel, text, ...where }, named)).error;
}

/**
 * Uses a Discord command and opens the form it may be answered with.
 * @param {import("../state/pane.js").Pane} pane
 * @param {string} channel
 * @param {string} name
 * @param {Record<string, string | number | boolean>} options
 * @param {Record<string, File>} files by option
 * @returns {Promise<string | undefined>} what Discord says instead of an answer
 */
export async function useCommand(pane, channel, name, options, files) {
  const answer = await pane.act({ kind: "slash", channel, name, options }, files);
  if (answer.kind === "modal") pane.form.value = answer;
  return answer.error ?? (answer.kind === "failed" ? answer.text : undefined);
}
