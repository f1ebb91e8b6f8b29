/** Longest name kept, in UTF-16 units. */
const MAX_LENGTH = 80;

/**
 * A person's, file's or channel's name as it may stand in a prompt, a log line or a message: one line, without
 * control, bidirectional, zero-width and tag characters, and without piles of combining marks.
 * Names are chosen by strangers: they are shown, never trusted, and identify nobody.
 * @returns undefined when nothing visible is left.
 */
export function cleanName(raw: string): string | undefined {
  const shown = raw
    .slice(0, MAX_LENGTH * 8)
    .normalize("NFC")
    .replace(INVISIBLE, "")
    .replace(/\s+/gu, " ")
    .replace(/(\p{M}{2})\p{M}+/gu, "$1")
    .trim();
  return cut(shown, MAX_LENGTH) || undefined;
}

/**
 * Cc but for white space, Cf (bidirectional, zero-width, tags), private use, lone surrogates, variation selectors
 * (which can carry hidden text) and letters that are drawn as nothing.
 */
const INVISIBLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what has to go
  /[\u0000-\u0008\u000e-\u001f\u007f-\u009f]|[\p{Cf}\p{Co}\p{Cs}]|[\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0]|[\ufe00-\ufe0f]|[\u{e0100}-\u{e01ef}]/gu;

function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  const end = /[\ud800-\udbff]/.test(text[length - 1] ?? "") ? length - 1 : length;
  return `${text.slice(0, end).trimEnd()}…`;
}
