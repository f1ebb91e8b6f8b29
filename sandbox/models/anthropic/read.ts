import type { z } from "zod";
import { findModel, type KnownModel } from "../catalogue.ts";
import { firstProblem } from "../problem.ts";
import type { Asked, Turn } from "../steps.ts";
import { imageTokens, textTokens } from "../tokens.ts";
import { refuse, refuseProblem } from "./errors.ts";
import { countBody, type Message, type MessagesBody, messagesBody } from "./schema.ts";

/** Parameters that API version 2026-10-21 took away. Source: anthropic docs, "Migrating to API version 2026-10-21". */
const removed = ["temperature", "top_p", "top_k"] as const;

/** Models from before this lets a request begin the answer. Source: anthropic docs, "API errors: Prefill not supported". */
const prefillable = /^claude-.*-4-[0-5](-\d{8})?$/;

/**
 * Reads a request to `/messages`. @throws Refusal for whatever the service refuses
 * @param version The header `anthropic-version`.
 */
export function readMessages(given: unknown, version: string): { body: MessagesBody; asked: Asked } {
  const body = parse(messagesBody, given);
  const gone = version >= "2026-10-21" ? removed.find((name) => body[name] !== undefined) : undefined;
  if (gone) throw refuse(400, `${gone}: Extra inputs are not permitted`);
  const { model, asked } = readConversation(body);
  if (body.max_tokens > model.output) {
    throw refuse(
      400,
      `max_tokens: ${body.max_tokens} > ${model.output}, which is the maximum allowed number of output tokens for ${model.id}`,
    );
  }
  if (body.messages.at(-1)?.role === "assistant" && !prefillable.test(model.id)) {
    throw refuse(
      400,
      "This model does not support assistant message prefill. The conversation must end with a user message.",
    );
  }
  if (asked.inputTokens > model.context) {
    throw refuse(400, `prompt is too long: ${asked.inputTokens} tokens > ${model.context} maximum`);
  }
  return { body, asked };
}

/** Reads a request to `/messages/count_tokens`. @throws Refusal */
export function readCount(given: unknown): Asked {
  return readConversation(parse(countBody, given)).asked;
}

function parse<T extends z.ZodType>(schema: T, given: unknown): z.infer<T> {
  const parsed = schema.safeParse(given);
  if (!parsed.success) throw refuseProblem(firstProblem(parsed.error, given));
  return parsed.data;
}

function readConversation(body: z.infer<typeof countBody>): { model: KnownModel; asked: Asked } {
  const model = findModel("anthropic", body.model);
  if (!model) throw refuse(404, `model: ${body.model}`);
  if (body.messages.length === 0) throw refuse(400, "messages: at least one message is required");
  for (const [i, message] of body.messages.entries()) checkMessage(body.messages, message, i);
  const system =
    typeof body.system === "string" ? body.system : (body.system ?? []).map((b) => b.text).join("\n");
  const turns = body.messages.map(readTurn);
  const inputTokens =
    textTokens(system + JSON.stringify(body.tools ?? "")) +
    turns.reduce((sum, turn) => sum + textTokens(turn.text) + turn.images * imageTokens, 0);
  const tools = (body.tools ?? []).map((tool) => tool.name);
  return {
    model,
    asked: { service: "anthropic", api: "messages", model: model.id, system, turns, tools, inputTokens },
  };
}

function checkMessage(messages: readonly Message[], message: Message, i: number): void {
  const last = i === messages.length - 1;
  if (message.content.length === 0 && !(last && message.role === "assistant")) {
    throw refuse(
      400,
      `messages.${i}: all messages must have non-empty content except for the optional final assistant message`,
    );
  }
  if (last && message.role === "assistant" && /\s$/.test(readTurn(message).text)) {
    throw refuse(400, "messages: final assistant content cannot end with trailing whitespace");
  }
  const calls = callIds(messages[i - 1]);
  const results = resultIds(message);
  const strange = results.find((id) => !calls.includes(id));
  if (strange) {
    throw refuse(
      400,
      `messages.${i}: unexpected \`tool_use_id\` found in \`tool_result\` blocks: ${strange}. Each \`tool_result\` block must have a corresponding \`tool_use\` block in the previous message.`,
    );
  }
  const open = calls.filter((id) => !results.includes(id));
  if (open.length > 0) {
    throw refuse(
      400,
      `messages.${i - 1}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after: ${open.join(", ")}. Each \`tool_use\` block must have a corresponding \`tool_result\` block in the next message.`,
    );
  }
  if (last && callIds(message).length > 0) {
    throw refuse(
      400,
      `messages.${i}: \`tool_use\` ids were found without \`tool_result\` blocks immediately after`,
    );
  }
}

function callIds(message: Message | undefined): string[] {
  if (message?.role !== "assistant" || typeof message.content === "string") return [];
  return message.content.flatMap((block) => (block.type === "tool_use" ? [block.id] : []));
}

function resultIds(message: Message): string[] {
  if (message.role !== "user" || typeof message.content === "string") return [];
  return message.content.flatMap((block) => (block.type === "tool_result" ? [block.tool_use_id] : []));
}

function readTurn(message: Message): Turn {
  const blocks =
    typeof message.content === "string"
      ? [{ type: "text" as const, text: message.content }]
      : message.content;
  const texts = blocks.map((block) => {
    if (block.type === "text") return block.text;
    if (block.type === "tool_use") return JSON.stringify(block.input);
    return block.type === "tool_result" ? JSON.stringify(block.content ?? "") : "";
  });
  const text = texts.filter((t) => t !== "").join("\n");
  const images = blocks.filter((block) => block.type === "image").length;
  return { role: resultIds(message).length > 0 ? "tool" : message.role, text, images };
}
