/** Controls but for tab and line breaks; bidirectional, zero-width and tag characters; selectors that draw nothing. */
const unseen =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what has to go
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]|[\p{Co}\p{Cs}]|(?![\u200c\u200d])\p{Cf}|[\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0]|[\ufe00-\ufe0d]|[\u{e0000}-\u{e0fff}]/gu;

/** Emoji of several parts, and letters of scripts in which a joiner changes how a word is written. */
const strayJoiner =
  /(?<!\p{Extended_Pictographic}\ufe0f?\p{Emoji_Modifier}?)(?<![\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Malayalam}\p{Script=Sinhala}\p{M}])[\u200c\u200d]|[\u200c\u200d](?![\p{Extended_Pictographic}\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Malayalam}\p{Script=Sinhala}\u2640\u2642\u2695\u2696\u2708])/gu;

const straySelector = /(?<![\p{Emoji}\p{S}])[\ufe0e\ufe0f]/gu;

/**
 * What people wrote, as a model is to read it: exactly what other people see. Characters that hide text in text go,
 * emoji and scripts that need joiners stay whole, and nobody buries a letter under more than a few marks.
 */
export function cleanText(raw: string): string {
  return raw
    .replace(unseen, "")
    .replace(strayJoiner, "")
    .replace(straySelector, "")
    .replace(/(\p{M}{4})\p{M}+/gu, "$1");
}
