import { createHash } from "node:crypto";
import type { ActionsBlock, Block, KnownBlock } from "@slack/types";
import type { Button, Content, SendKey } from "../../core/platform.ts";
import type { Fields } from "./fields.ts";
import { ACTION_PREFIX } from "./parse-interaction.ts";
import { escapedLength, safeMarkdown } from "./safe-markdown.ts";

/**
 * The most one message holds, in UTF-16 units once escaped (`measure`).
 * Slack recommends at most 4,000 characters for a message's `text`, so at this size the fallback that notifications,
 * search and screen readers get is the whole part and not a beginning; an edit stays a small request; and even if
 * every link in it grew threefold by encoding, the markdown block stays within its 12,000 characters, and the
 * message below the 13,200 or so at which Slack answers `msg_blocks_too_long` (slackapi/bolt-js#2509).
 */
export const TEXT_LIMIT = 3_900;

export const measure = escapedLength;

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

export const METADATA_EVENT = "parley_answer";

/**
 * Marks a message so that it can be found again when the answer to posting it is lost. Metadata can be read by
 * every app and member, so it is a hash: it tells nothing, and the same job and part always give the same.
 */
export function markerOf(key: Pick<SendKey, "job" | "part">): string {
  return createHash("sha256").update(`${key.job}|${key.part}`).digest("base64url").slice(0, 24);
}

export function metadataOf(marker: string): { event_type: string; event_payload: { key: string } } {
  return { event_type: METADATA_EVENT, event_payload: { key: marker } };
}

/** The marker a message carries, if it is one of ours. */
export function readMarker(message: Fields): string | undefined {
  const metadata = message.metadata as
    | { event_type?: unknown; event_payload?: { key?: unknown } | null }
    | undefined
    | null;
  if (metadata?.event_type !== METADATA_EVENT) return undefined;
  const key = metadata.event_payload?.key;
  return typeof key === "string" ? key : undefined;
}

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
