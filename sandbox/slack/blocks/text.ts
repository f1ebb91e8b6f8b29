/** Every text in a structure of blocks, in order: `text` of text objects, markdown and rich text, and link targets. */
export function blockTexts(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(blockTexts);
  if (typeof value !== "object" || value === null) return [];
  const { type, url } = value as Record<string, unknown>;
  const own = type === "link" && typeof url === "string" ? [`<${url}>`] : [];
  const inner = Object.entries(value).flatMap(([name, field]) =>
    name === "text" && typeof field === "string" ? [field] : blockTexts(field),
  );
  return [...own, ...inner];
}

/** The plain text Slack makes of a message that was posted with blocks alone. */
export function fallbackText(blocks: readonly unknown[]): string {
  return blockTexts(blocks).join(" ").trim();
}
