import type { Block } from "../state/message.ts";
import type { World } from "../world.ts";
import { richText } from "./composer.ts";
import { storedText } from "./markup.ts";

/**
 * Slack translates Markdown into blocks of its own, often several for one: paragraphs and lists become
 * `rich_text`, and headings `header` blocks. Only the cut into blocks is imitated, not the styling inside.
 */
export function markdownBlocks(world: World, markdown: string): Block[] {
  const blocks: Block[] = [];
  const id = () => world.mint.secret().slice(-5);
  for (const part of parts(markdown)) {
    const heading = /^#{1,6}\s+(.*)$/.exec(part);
    if (heading?.[1] && heading[1].length <= 150) {
      blocks.push({
        type: "header",
        block_id: id(),
        text: { type: "plain_text", text: heading[1], emoji: true },
      });
    } else {
      blocks.push(richText(storedText(part), id()));
    }
  }
  return blocks;
}

/** Headings apart from what follows them; code fences whole. */
function parts(markdown: string): string[] {
  const found: string[] = [];
  let current: string[] = [];
  let fenced = false;
  const flush = () => {
    if (current.join("\n").trim()) found.push(current.join("\n").trim());
    current = [];
  };
  for (const line of markdown.split("\n")) {
    if (line.startsWith("```")) fenced = !fenced;
    const heading = !fenced && /^#{1,6}\s/.test(line);
    if (heading) flush();
    current.push(line);
    if (heading) flush();
  }
  flush();
  return found;
}
