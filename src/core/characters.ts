/** The beginning of a text, at most this long: no character is cut in two, which the store would not take. */
export function beginningOf(text: string, length: number): string {
  return text.slice(0, length).replace(/[\ud800-\udbff]$/, "");
}

/** Blank space within a line. */
export function isSpace(character: string | undefined): boolean {
  return character === " " || character === "\t" || character === "\r";
}

/** Whether what stands at `at` joins the character before it into one grapheme. */
export function clings(text: string, at: number): boolean {
  return joining.test(text.slice(at, at + 2));
}

const joining = /^[\p{M}\p{Emoji_Modifier}\u200d]/u;
