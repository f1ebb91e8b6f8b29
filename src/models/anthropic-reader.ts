import type { RawMessageStreamEvent } from "@anthropic-ai/sdk/resources/messages";
import type { EndReason, ModelEvent } from "../core/model.ts";
import { cached } from "./cached.ts";
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
  let input: InputCounts = {};
  let outputTokens = 0;
  return {
    *read({ data }): Generator<ModelEvent> {
      const event = JSON.parse(data) as WireEvent;
      switch (event.type) {
        case "message_start": {
          const { usage } = event.message;
          input = usage;
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
          input = latest(input, event.usage);
          return;
        case "message_stop":
          yield { kind: "usage", outputTokens, ...allInput(input) };
          yield { kind: "end", reason: endReason(stopReason, said) };
          return;
        case "error":
          throw new ServiceFailure({ code: event.error.type, text: event.error.message });
      }
    },
    close: () => [],
  };
}

/** Compatible servers leave some of it out. */
interface InputCounts {
  input_tokens?: number | null;
  cache_creation_input_tokens?: number | null;
  cache_read_input_tokens?: number | null;
}

/** Counts are cumulative; one that is not told again stands. */
function latest(before: InputCounts, now: InputCounts): InputCounts {
  return {
    input_tokens: now.input_tokens ?? before.input_tokens ?? 0,
    cache_creation_input_tokens: now.cache_creation_input_tokens ?? before.cache_creation_input_tokens ?? 0,
    cache_read_input_tokens: now.cache_read_input_tokens ?? before.cache_read_input_tokens ?? 0,
  };
}

/** `input_tokens` leaves out what came from or went to a cache. Source: anthropic docs, "Prompt caching". */
function allInput(counts: InputCounts) {
  const { input_tokens: plain, cache_creation_input_tokens: written, cache_read_input_tokens: read } = counts;
  return { inputTokens: (plain ?? 0) + (written ?? 0) + (read ?? 0), ...cached(read, written) };
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
