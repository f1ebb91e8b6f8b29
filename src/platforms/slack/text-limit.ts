/**
 * The most one message holds, in UTF-16 units once escaped (`measure`).
 * Slack recommends at most 4,000 characters for a message's `text`, so at this size the fallback that notifications,
 * search and screen readers get is the whole part and not a beginning; an edit stays a small request; and even if
 * every link in it grew threefold by encoding, the markdown block stays within its 12,000 characters, and the
 * message below the 13,200 or so at which Slack answers `msg_blocks_too_long` (slackapi/bolt-js#2509).
 */
export const TEXT_LIMIT = 3_900;

/** What a text comes to once `&`, `<` and `>` are escaped; it never shrinks as text is appended. */
export function measure(text: string): number {
  let length = text.length;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 38) length += 4;
    else if (code === 60 || code === 62) length += 3;
  }
  return length;
}
