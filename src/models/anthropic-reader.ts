import type { RawMessageStreamEvent } from "@anthropic-ai/sdk/resources/messages";
import type { EndReason, ModelEvent } from "../core/model.ts";
import { type EventReader, ServiceFailure } from "./converse.ts";

type WireEvent =
  | RawMessageStreamEvent
  | { type: "ping" }
  | { type: "error"; error: { type: string; message: string } };

/** Reads a stream of the Messages API. Source: anthropic docs, "Streaming messages". */
export function anthropicReader(): EventReader {
  let call: { id: string; name: string; args: string } | undefined;
  let said = false;
  let stopReason: string | null = null;
  let inputTokens = 0;
  let outputTokens = 0;
  return {
    *read({ data }): Generator<ModelEvent> {
      const event = JSON.parse(data) as WireEvent;
      switch (event.type) {
        case "message_start": {
          const { usage } = event.message;
          inputTokens = allInput(usage);
          outputTokens = usage.output_tokens;
          return;
        }
        case "content_block_start":
          if (event.content_block.type === "tool_use") {
            const { id, name } = event.content_block;
            call = { id, name, args: "" };
          }
          return;
        case "content_block_delta":
          if (event.delta.type === "text_delta" && event.delta.text !== "") {
            said = true;
            yield { kind: "text", text: event.delta.text };
          } else if (event.delta.type === "input_json_delta" && call) call.args += event.delta.partial_json;
          return;
        case "content_block_stop":
          if (call) yield { kind: "tool-call", call: { ...call, args: call.args === "" ? "{}" : call.args } };
          call = undefined;
          return;
        case "message_delta":
          stopReason = event.delta.stop_reason ?? stopReason;
          outputTokens = event.usage.output_tokens;
          if (event.usage.input_tokens !== null) inputTokens = allInput(event.usage);
          return;
        case "message_stop":
          yield { kind: "usage", inputTokens, outputTokens };
          yield { kind: "end", reason: endReason(stopReason, said) };
          return;
        case "error":
          throw new ServiceFailure({ code: event.error.type, text: event.error.message });
      }
    },
    close: () => [],
  };
}

interface InputCounts {
  input_tokens: number | null;
  cache_creation_input_tokens: number | null;
  cache_read_input_tokens: number | null;
}

/** `input_tokens` leaves out what came from or went to a cache. */
function allInput(usage: InputCounts): number {
  return (
    (usage.input_tokens ?? 0) +
    (usage.cache_creation_input_tokens ?? 0) +
    (usage.cache_read_input_tokens ?? 0)
  );
}

/**
 * The service's classifiers end an answer with `refusal` before or after text was sent; in the second case the
 * text is to be discarded. Source: anthropic docs, "Handling stop reasons: Refusal".
 */
function endReason(stopReason: string | null, said: boolean): EndReason {
  switch (stopReason) {
    case "max_tokens":
    case "model_context_window_exceeded":
      return "length";
    case "tool_use":
      return "tool-calls";
    case "refusal":
      return said ? "filter" : "refusal";
    default:
      return "stop";
  }
}
