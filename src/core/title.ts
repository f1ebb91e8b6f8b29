/** Control, bidirectional, zero-width and tag characters: they hide text or reorder what surrounds it. */
const unseen = /[\p{Cc}\p{Cf}\u{E0000}-\u{E007F}]/gu;
const longest = 60;

/** A branch's name from what it is about: one line, 1–60 characters. */
export function titleFrom(text: string): string {
  const line = text.replace(/\s+/g, " ").replace(unseen, "").trim();
  if (line === "") return "conversation";
  const characters = [...line];
  if (characters.length <= longest) return line;
  const cut = characters.slice(0, longest - 1).join("");
  const space = cut.lastIndexOf(" ");
  return `${(space > longest / 2 ? cut.slice(0, space) : cut).trimEnd()}…`;
}
