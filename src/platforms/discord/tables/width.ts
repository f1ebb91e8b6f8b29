/** East Asian wide and full-width characters (Unicode's EastAsianWidth.txt, in blocks), and emoji that show as such. */
const wide =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\u4dbf\u4e00-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe10-\ufe19\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{16fe0}-\u{18fff}\u{1b000}-\u{1b2ff}\u{20000}-\u{3fffd}]|\p{Emoji_Presentation}|\p{Regional_Indicator}/u;
const emojiStyle = "\ufe0f";
/** Half a surrogate pair too: the other half is still to come. */
const unseen = /^[\p{M}\p{Cf}\p{Cc}\p{Cs}]+$/u;
const graphemes = new Intl.Segmenter("en", { granularity: "grapheme" });

/** Columns that a text takes in a fixed-width font; Chinese, Japanese, Korean and emoji take two a character. */
export function displayWidth(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let width = 0;
  for (const { segment } of graphemes.segment(text)) {
    if (segment.includes(emojiStyle) || wide.test(segment)) width += 2;
    else if (!unseen.test(segment)) width += 1;
  }
  return width;
}
