import { Marked, type Token, type Tokens } from "marked";
import type { Block } from "../state/message.ts";
import type { World } from "../world.ts";
import { listElements, sectionElements, styledText } from "./markdown-text.ts";

/** `header` blocks hold no more (docs.slack.dev: header block). */
const HEADER_MAX = 150;
const TABLE_ROWS_MAX = 100;

/** Slack's Markdown knows no HTML and no references; `<@U…>` and its like must come through as they are. */
const markdown = new Marked({ gfm: true });
const off = () => undefined;
markdown.use({ tokenizer: { html: off, tag: off, def: off, reflink: off, lheading: off } });

/**
 * Slack translates Markdown into blocks of its own, often several for one: headings become `header`, rules `divider`,
 * tables `table`, and all else `rich_text` (docs.slack.dev: markdown block). How exactly Slack cuts is not documented.
 */
export function markdownBlocks(world: World, text: string): Block[] {
  const blocks: Block[] = [];
  let rich: Record<string, unknown>[] = [];
  const push = (block: Omit<Block, "block_id">) => {
    blocks.push({ ...block, block_id: world.mint.secret().slice(-5) } as Block);
  };
  const flush = () => {
    if (rich.length > 0) push({ type: "rich_text", elements: rich });
    rich = [];
  };
  for (const token of markdown.lexer(text)) {
    const own = ownBlock(token);
    if (own) {
      flush();
      push(own);
    } else addRich(rich, token);
  }
  flush();
  return blocks;
}

/** A block of its own, where Slack has one for this. */
function ownBlock(token: Token): Omit<Block, "block_id"> | undefined {
  if (token.type === "heading") {
    const plain = styledText(token.tokens ?? [])
      .map((piece) => String(piece.text ?? piece.url ?? ""))
      .join("");
    if (plain === "" || plain.length > HEADER_MAX) return undefined;
    return { type: "header", text: { type: "plain_text", text: plain, emoji: true } };
  }
  if (token.type === "hr") return { type: "divider" };
  if (token.type !== "table") return undefined;
  const table = token as Tokens.Table;
  const rows = [table.header, ...table.rows].slice(0, TABLE_ROWS_MAX);
  const cell = (one: Tokens.TableCell) => ({
    type: "rich_text",
    elements: [{ type: "rich_text_section", elements: styledText(one.tokens) }],
  });
  return { type: "table", rows: rows.map((row) => row.map(cell)) };
}

/** Everything else: paragraphs that follow one another are one section, a blank line apart. */
function addRich(rich: Record<string, unknown>[], token: Token): void {
  switch (token.type) {
    case "space":
      return;
    case "code":
      rich.push({
        type: "rich_text_preformatted",
        border: 0,
        elements: [{ type: "text", text: token.text }],
      });
      return;
    case "blockquote":
      rich.push({ type: "rich_text_quote", elements: sectionElements(token.tokens ?? []) });
      return;
    case "list":
      rich.push(...listElements(token as Tokens.List, 0));
      return;
    default: {
      const elements = styledText([token]);
      const before = rich.at(-1);
      if (before?.type === "rich_text_section") {
        (before.elements as unknown[]).push({ type: "text", text: "\n\n" }, ...elements);
      } else if (elements.length > 0) rich.push({ type: "rich_text_section", elements });
    }
  }
}
