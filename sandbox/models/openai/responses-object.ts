import type { Output } from "../play.ts";
import type { Counts } from "../steps.ts";
import type { ResponsesBody } from "./responses-schema.ts";

/** An item of a response's output, as it grows. */
export type OutputItem =
  | { kind: "message"; id: string; parts: Part[]; done: boolean }
  | { kind: "call"; id: string; call: Extract<Output, { kind: "tool-call" }>; done: boolean }
  | { kind: "reasoning"; id: string; done: boolean };

export interface Part {
  kind: "text" | "refusal";
  text: string;
}

export interface ResponseState {
  id: string;
  createdAt: number;
  body: ResponsesBody;
  items: OutputItem[];
  end?: Extract<Output, { kind: "end" }>;
  failed?: { code: string; message: string };
}

export function itemObject(item: OutputItem) {
  const status = item.done ? "completed" : "in_progress";
  switch (item.kind) {
    case "message":
      return { id: item.id, type: "message", role: "assistant", status, content: item.parts.map(partObject) };
    case "call": {
      const { id: call_id, name, args } = item.call;
      return { id: item.id, type: "function_call", status, call_id, name, arguments: item.done ? args : "" };
    }
    case "reasoning":
      return { id: item.id, type: "reasoning", summary: [] };
  }
}

export function partObject(part: Part) {
  if (part.kind === "refusal") return { type: "refusal", refusal: part.text };
  return { type: "output_text", text: part.text, annotations: [], logprobs: [] };
}

const incomplete = { length: "max_output_tokens", content_filter: "content_filter" } as const;

/** The response object as it stands. Source: openai docs, "API reference: The response object". */
export function responseObject(state: ResponseState) {
  const { body, end, failed } = state;
  const cut =
    end?.reason === "length" || end?.reason === "content_filter" ? incomplete[end.reason] : undefined;
  return {
    id: state.id,
    object: "response",
    created_at: Math.floor(state.createdAt / 1000),
    status: failed ? "failed" : cut ? "incomplete" : end ? "completed" : "in_progress",
    error: failed ?? null,
    incomplete_details: cut ? { reason: cut } : null,
    instructions: body.instructions ?? null,
    max_output_tokens: body.max_output_tokens ?? null,
    model: body.model,
    output: state.items.map(itemObject),
    parallel_tool_calls: body.parallel_tool_calls ?? true,
    metadata: body.metadata ?? {},
    temperature: body.temperature ?? 1,
    top_p: body.top_p ?? 1,
    tools: body.tools ?? [],
    tool_choice: body.tool_choice ?? "auto",
    truncation: body.truncation ?? "disabled",
    ...(end ? { usage: usageObject(end) } : {}),
  };
}

function usageObject(end: Counts) {
  return {
    input_tokens: end.inputTokens,
    input_tokens_details: {
      cached_tokens: end.cacheReadTokens ?? 0,
      cache_write_tokens: end.cacheWriteTokens ?? 0,
    },
    output_tokens: end.outputTokens,
    output_tokens_details: { reasoning_tokens: 0 },
    total_tokens: end.inputTokens + end.outputTokens,
  };
}
