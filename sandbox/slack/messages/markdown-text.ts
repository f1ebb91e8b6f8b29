import type { Token, Tokens } from "marked";
import { richElements } from "./composer.ts";
import { storedText } from "./markup.ts";

/** One element inside a `rich_text_section`. */
export type RichElement = { type: string } & Record<string, unknown>;
type Style = Partial<Record<"bold" | "italic" | "strike" | "code", true>>;

const styles: Record<string, Style> = {
  strong: { bold: true },
  em: { italic: true },
  del: { strike: true },
};

/** Inline Markdown as the elements of a section, each with the styles that lie over it. */
export function styledText(tokens: readonly Token[], style: Style = {}): RichElement[] {
  return tokens.flatMap((token): RichElement[] => {
    const { type } = token;
    if (type === "codespan") return [text(token.text, { ...style, code: true })];
    if (type === "br") return [text("\n", style)];
    if (type === "link" || type === "image") {
      const { href, text: label } = token as Tokens.Link;
      const shown = label === "" || label === href ? {} : { text: label };
      return [{ type: "link", url: href, ...shown, ...styled(style) }];
    }
    if ("tokens" in token && token.tokens) {
      return styledText(token.tokens, { ...style, ...styles[type] });
    }
    if (type === "checkbox") return [text((token as Tokens.Checkbox).checked ? "☑ " : "☐ ", style)];
    const plain = "text" in token ? String(token.text) : token.raw;
    return richElements(storedText(plain)).map((one) => ({ ...one, ...styled(style) }));
  });
}

/** A list as Slack keeps it: flat, each depth a list of its own with its indent. */
export function listElements(list: Tokens.List, indent: number): Record<string, unknown>[] {
  const style = list.ordered ? "ordered" : "bullet";
  const found: Record<string, unknown>[] = [];
  let open: { elements: unknown[] } | undefined;
  let number = Number(list.start || 1) - 1;
  for (const item of list.items) {
    const inner = item.tokens.filter((token): token is Tokens.List => token.type === "list");
    const own = item.tokens.filter((token) => token.type !== "list");
    if (!open) {
      const offset = list.ordered && number > 0 ? { offset: number } : {};
      open = { elements: [] };
      found.push({ type: "rich_text_list", style, indent, ...offset, ...open });
    }
    open.elements.push({ type: "rich_text_section", elements: sectionElements(own) });
    number++;
    if (inner.length === 0) continue;
    found.push(...inner.flatMap((one) => listElements(one, indent + 1)));
    open = undefined;
  }
  return found;
}

/** Blocks inside a quote or an item have no form of their own there: their text follows line by line. */
export function sectionElements(tokens: readonly Token[]): RichElement[] {
  const parts = tokens.filter((token) => token.type !== "space");
  return parts.flatMap((token, i) => {
    const line =
      i > 0 && token.type !== "checkbox" && parts[i - 1]?.type !== "checkbox" ? [text("\n", {})] : [];
    if (token.type === "list") return [...line, text(token.raw.trimEnd(), {})];
    return [...line, ...(token.type === "code" ? [text(token.text, { code: true })] : styledText([token]))];
  });
}

function text(content: string, style: Style): RichElement {
  return { type: "text", text: content, ...styled(style) };
}

const styled = (style: Style) => (Object.keys(style).length > 0 ? { style } : {});
