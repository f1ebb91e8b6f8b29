import { fallbackText } from "../blocks/text.ts";
import { checkMessageBlocks } from "../blocks/validate.ts";
import { markdownBlocks } from "../messages/markdown.ts";
import { storedText } from "../messages/markup.ts";
import type { Block, Metadata } from "../state/message.ts";
import type { World } from "../world.ts";
import type { Call } from "./method.ts";
import { Refusal } from "./refusal.ts";

/** docs.slack.dev: chat.postMessage, "truncating content". */
const TEXT_CUT = 40_000;
/** @slack/web-api `types/request/chat.ts`. */
export const MARKDOWN_MAX = 12_000;
const ATTACHMENTS_MAX = 100;
/** Slack documents `metadata_too_large` without a figure; this is our choice. */
const METADATA_BYTES = 8_000;

export interface MessageContent {
  text: string;
  blocks?: Block[];
  attachments?: Record<string, unknown>[];
}

/**
 * The content of a message as `chat.postMessage` and its like take it.
 * @throws Refusal `no_text`, `markdown_text_conflict`, `msg_too_long`, `invalid_blocks` …
 */
export function readContent(call: Call, options: { textMax?: number } = {}): MessageContent {
  const { args, world } = call;
  const text = args.text("text");
  const markdown = args.text("markdown_text");
  const blocks = args.list("blocks", "invalid_blocks_format") as Block[] | undefined;
  const attachments = args.list("attachments", "invalid_attachments") as
    | Record<string, unknown>[]
    | undefined;
  if (markdown !== undefined && markdown !== "") {
    if ((text !== undefined && text !== "") || blocks) throw new Refusal("markdown_text_conflict");
    if (markdown.length > MARKDOWN_MAX) throw new Refusal("msg_too_long");
    return { text: storedText(markdown), blocks: markdownBlocks(world, markdown) };
  }
  if (attachments && attachments.length > ATTACHMENTS_MAX) throw new Refusal("too_many_attachments");
  const empty = (text === undefined || text.trim() === "") && !blocks?.length && !attachments?.length;
  if (empty) throw new Refusal("no_text");
  if (blocks) checkMessageBlocks(blocks);
  for (const attachment of attachments ?? []) {
    if (Array.isArray(attachment.blocks)) checkMessageBlocks(attachment.blocks);
  }
  if (options.textMax && text && text.length > options.textMax) throw new Refusal("msg_too_long");
  return {
    text: storedText((text ?? fallbackText(blocks ?? [])).slice(0, TEXT_CUT)),
    ...(blocks ? { blocks: translated(world, blocks) } : {}),
    ...(attachments ? { attachments } : {}),
  };
}

/** Markdown blocks become blocks of Slack's own, often several for one; their `block_id` is lost. */
function translated(world: World, blocks: readonly Block[]): Block[] {
  return blocks.flatMap((block) =>
    block.type === "markdown" ? markdownBlocks(world, String(block.text)) : [block],
  );
}

/** @throws Refusal `invalid_metadata_format`, `invalid_metadata_schema`, `metadata_too_large` */
export function readMetadata(call: Call): Metadata | undefined {
  const value = call.args.structure("metadata", "invalid_metadata_format") as Partial<Metadata> | undefined;
  if (value === undefined) return undefined;
  if (Array.isArray(value)) throw new Refusal("invalid_metadata_format");
  const { event_type, event_payload } = value;
  if (event_type === undefined && event_payload === undefined) return undefined;
  const sound =
    typeof event_type === "string" &&
    event_type !== "" &&
    typeof event_payload === "object" &&
    event_payload !== null;
  if (!sound) throw new Refusal("invalid_metadata_schema");
  if (Buffer.byteLength(JSON.stringify(value)) > METADATA_BYTES) throw new Refusal("metadata_too_large");
  return { event_type, event_payload };
}
