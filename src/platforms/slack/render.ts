import type { ActionsBlock, Block, KnownBlock } from "@slack/web-api";
import type { Button, Content } from "../../core/platform.ts";
import { ACTION_PREFIX } from "./interaction-names.ts";
import { safeMarkdown } from "./safe-markdown.ts";
import { TEXT_LIMIT } from "./text-limit.ts";

export interface Rendered {
  blocks: (KnownBlock | Block)[];
  /** For notifications and wherever blocks are not shown. */
  text: string;
}

/** @param mention a person's id: the only one who may be mentioned, in front of the text. */
export function renderContent(content: Content, mention?: string): Rendered {
  const blocks: (KnownBlock | Block)[] = [];
  const shown = content.text.trim() === "" ? nameFiles(content) : content.text;
  if (mention && /^[UW][A-Z0-9]{2,20}$/.test(mention)) {
    blocks.push({ type: "section", text: { type: "mrkdwn", text: `<@${mention}>`, verbatim: true } });
  }
  const safe = safeMarkdown(shown);
  blocks.push({ type: "markdown", text: safe });
  if (content.buttons && content.buttons.length > 0) blocks.push(renderButtons(content.buttons));
  return { blocks, text: fallback(safe) };
}

export function renderButtons(buttons: readonly Button[]): ActionsBlock {
  return {
    type: "actions",
    elements: buttons.slice(0, 25).map((button) => ({
      type: "button",
      action_id: `${ACTION_PREFIX}${button.action}`,
      text: { type: "plain_text", text: cut(button.label, 75), emoji: true },
      value: cut(button.job, 2_000),
    })),
  };
}

/** Arguments that every message carries: nobody is mentioned by name, no link is fetched for a preview. */
export const QUIET = { unfurl_links: false, unfurl_media: false, link_names: false, parse: "none" } as const;

/** A message needs a text even if it is only there for its files. */
function nameFiles(content: Content): string {
  return (content.files ?? []).map((file) => file.name.replace(/[\\`*_[\]~]/g, "\\$&")).join(", ") || "…";
}

/** `chat.update` refuses a text of more than 4,000 characters. No entity is cut in two. */
function fallback(safe: string): string {
  return safe.length <= TEXT_LIMIT ? safe : `${cut(safe, TEXT_LIMIT).replace(/(?:&[a-z]{0,3})?…$/, "")}…`;
}

function cut(text: string, length: number): string {
  if (text.length <= length) return text;
  const end = /[\ud800-\udbff]/.test(text[length - 2] ?? "") ? length - 2 : length - 1;
  return `${text.slice(0, end)}…`;
}
