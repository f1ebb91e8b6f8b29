import type { Output } from "../play.ts";
import type { FinishReason } from "../steps.ts";
import { inputObject } from "./usage.ts";

export type Block =
  | { type: "text"; text: string; citations: null }
  | { type: "tool_use"; id: string; name: string; input: unknown; caller: { type: "direct" } }
  | { type: "thinking"; thinking: string; signature: string };

/** The message object. Source: anthropic docs, "API reference: Create a Message" (response). */
export function messageObject(
  head: { id: string; model: string; inputTokens: number },
  content: readonly Block[],
  end?: Extract<Output, { kind: "end" }>,
) {
  return {
    id: head.id,
    type: "message",
    role: "assistant",
    model: head.model,
    content,
    stop_reason: end ? stopReason(end.reason) : null,
    stop_sequence: null,
    stop_details: end ? stopDetails(end.reason) : null,
    container: null,
    usage: {
      ...inputObject(end ?? head),
      output_tokens: end?.outputTokens ?? 1,
      cache_creation: end?.cacheWriteTokens
        ? { ephemeral_5m_input_tokens: end.cacheWriteTokens, ephemeral_1h_input_tokens: 0 }
        : null,
      inference_geo: null,
      server_tool_use: null,
      service_tier: "standard",
    },
  };
}

/** The service has one reason for both: its classifiers stop an answer before or after text was sent. */
export function stopReason(reason: FinishReason): string {
  const reasons = {
    stop: "end_turn",
    length: "max_tokens",
    tool_calls: "tool_use",
    refusal: "refusal",
    content_filter: "refusal",
  } as const satisfies Record<FinishReason, string>;
  return reasons[reason];
}

export function stopDetails(reason: FinishReason) {
  return stopReason(reason) === "refusal" ? { type: "refusal", category: null, explanation: null } : null;
}
