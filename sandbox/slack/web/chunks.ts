import { checkMessageBlocks } from "../blocks/validate.ts";
import type { Block } from "../state/message.ts";
import type { Stream, StreamTask } from "../state/stream.ts";
import { MARKDOWN_MAX } from "./content.ts";
import type { Call } from "./method.ts";
import { Refusal } from "./refusal.ts";

/** What one call adds to a stream. */
type Chunk =
  | { type: "markdown_text"; text: string }
  | ({ type: "task_update" } & Partial<StreamTask> & Pick<StreamTask, "id" | "title" | "status">)
  | { type: "plan_update"; title: string }
  | { type: "blocks"; blocks: Block[] };

export interface Addition {
  mode: Stream["mode"];
  chunks: Chunk[];
}

const TITLE_MAX = 256;
const STATUSES = ["pending", "in_progress", "complete", "error"];

/**
 * Reads `markdown_text` or `chunks`, never both. The limit of 12,000 characters holds per piece of text.
 * @throws Refusal `cannot_provide_both_markdown_text_and_chunks`, `invalid_chunks`, `msg_too_long`
 */
export function readAddition(call: Call): Addition {
  const { args } = call;
  const markdown = args.text("markdown_text");
  const given = args.list("chunks", "invalid_chunks");
  if (markdown && given && given.length > 0) {
    throw new Refusal("cannot_provide_both_markdown_text_and_chunks");
  }
  if (markdown) {
    tooLong(markdown);
    return { mode: "text", chunks: [{ type: "markdown_text", text: markdown }] };
  }
  if (!given || given.length === 0) return { mode: undefined, chunks: [] };
  return { mode: "chunks", chunks: given.map(checked) };
}

/** Adds to a stream. A task's title and status replace, its details and output append. */
export function apply(stream: Stream, addition: Addition): void {
  stream.mode ??= addition.mode;
  for (const chunk of addition.chunks) {
    if (chunk.type === "markdown_text") stream.text += chunk.text;
    else if (chunk.type === "plan_update") stream.plan = chunk.title;
    else if (chunk.type === "blocks") stream.blocks.push(...chunk.blocks);
    else applyTask(stream, chunk);
  }
  if (!stream.firstText) stream.firstText = stream.text;
}

function applyTask(stream: Stream, chunk: Chunk & { type: "task_update" }): void {
  let task = stream.tasks.find((t) => t.id === chunk.id);
  if (!task) {
    task = { id: chunk.id, title: "", status: "pending", details: "", output: "" };
    stream.tasks.push(task);
  }
  task.title = chunk.title;
  task.status = chunk.status;
  task.details += chunk.details ?? "";
  task.output += chunk.output ?? "";
}

function checked(value: unknown): Chunk {
  const wrong = (why: string) =>
    new Refusal("invalid_chunks", { response_metadata: { messages: [`[ERROR] ${why}`] } });
  if (typeof value !== "object" || value === null) throw wrong("a chunk must be an object");
  const chunk = value as Record<string, unknown>;
  const text = (name: string, max?: number): string => {
    const field = chunk[name];
    if (typeof field !== "string" || (field === "" && name !== "text")) throw wrong(`missing ${name}`);
    if (max !== undefined && field.length > max) throw wrong(`${name} must be at most ${max} characters`);
    return field;
  };
  switch (chunk.type) {
    case "markdown_text":
      tooLong(text("text"));
      return { type: "markdown_text", text: text("text") };
    case "plan_update":
      return { type: "plan_update", title: text("title", TITLE_MAX) };
    case "task_update": {
      const status = text("status");
      if (!STATUSES.includes(status)) throw wrong("invalid status");
      return {
        type: "task_update",
        id: text("id"),
        title: text("title", TITLE_MAX),
        status: status as StreamTask["status"],
        ...(chunk.details === undefined ? {} : { details: text("details") }),
        ...(chunk.output === undefined ? {} : { output: text("output") }),
      };
    }
    case "blocks":
      if (!Array.isArray(chunk.blocks) || chunk.blocks.length === 0) throw wrong("missing blocks");
      checkMessageBlocks(chunk.blocks);
      return { type: "blocks", blocks: chunk.blocks };
    default:
      throw wrong(`unknown type ${String(chunk.type)}`);
  }
}

function tooLong(text: string): void {
  if (text.length > MARKDOWN_MAX) throw new Refusal("msg_too_long");
}
