/** Newest message seen, by person and channel, while the page is open. @type {Map<string, string>} */
const seen = new Map();

/**
 * Whether a channel has messages this person has not looked at. What stood when the page was opened counts as read.
 * @param {import("../state/pane.js").Pane} pane
 * @param {import("../../view/side.ts").ChannelView} channel
 * @param {boolean} current
 */
export function readMark(pane, channel, current) {
  const key = `${pane.me.value}/${channel.id}`;
  const last = channel.last ?? "";
  if (current || !seen.has(key)) {
    seen.set(key, last);
    return false;
  }
  const mark = seen.get(key) ?? "";
  return last !== "" && (last.length > mark.length || (last.length === mark.length && last > mark));
}
