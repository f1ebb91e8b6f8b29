import type { ResponseStreamEvent } from "openai/resources/responses/responses";
import type { EndReason, ModelEvent } from "../core/model.ts";
import { cached } from "./cached.ts";
import { type EventReader, ServiceFailure } from "./converse.ts";

/** Reads a stream of the Responses API. Source: openai docs, "API reference: Streaming events". */
export function responsesReader(): EventReader {
  let called = false;
  let refused = false;
  return {
    *read({ data }): Generator<ModelEvent> {
      const event = JSON.parse(data) as ResponseStreamEvent;
      switch (event.type) {
        case "response.output_text.delta":
          if (event.delta !== "") yield { kind: "text", text: event.delta };
          return;
        case "response.refusal.delta":
          refused = true;
          if (event.delta !== "") yield { kind: "text", text: event.delta };
          return;
        case "response.output_item.done": {
          if (event.item.type !== "function_call") return;
          called = true;
          const { call_id: id, name, arguments: args } = event.item;
          yield { kind: "tool-call", call: { id, name, args: args === "" ? "{}" : args } };
          return;
        }
        case "response.completed":
        case "response.incomplete": {
          const { usage, incomplete_details: cut } = event.response;
          if (usage) {
            const { input_tokens: inputTokens, input_tokens_details: details, output_tokens } = usage;
            // compatible servers may give no details
            const part = cached(details?.cached_tokens, details?.cache_write_tokens);
            yield { kind: "usage", inputTokens, outputTokens: output_tokens, ...part };
          }
          yield { kind: "end", reason: endReason(cut?.reason, called, refused) };
          return;
        }
        case "response.failed":
          throw new ServiceFailure({ code: event.response.error?.code ?? "server_error" });
        case "error":
          throw new ServiceFailure({ code: event.code ?? "server_error", text: event.message });
      }
    },
    close: () => [],
  };
}

function endReason(cut: string | undefined, called: boolean, refused: boolean): EndReason {
  if (cut === "content_filter") return "filter";
  if (cut !== undefined) return "length";
  if (called) return "tool-calls";
  return refused ? "refusal" : "stop";
}
