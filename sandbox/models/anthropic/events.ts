import type { ServerEvent } from "../event-stream.ts";
import { halves } from "../openai/responses-events.ts";
import type { Output } from "../play.ts";
import { errorBody } from "./errors.ts";
import { type Block, messageObject, stopDetails, stopReason } from "./message.ts";
import { inputObject } from "./usage.ts";

/** A message as its stream of events. Source: anthropic docs, "Streaming Messages". */
export async function* messageEvents(
  head: { id: string; model: string; inputTokens: number },
  outputs: AsyncIterable<Output>,
): AsyncGenerator<ServerEvent> {
  const sent = (data: { type: string } & Record<string, unknown>): ServerEvent => ({
    event: data.type,
    data,
  });
  yield sent({ type: "message_start", message: messageObject(head, []) });
  yield sent({ type: "ping" });
  let index = -1;
  let open: Block["type"] | undefined;
  const start = (block: Block) => {
    open = block.type;
    return sent({ type: "content_block_start", index: ++index, content_block: block });
  };
  const stop = function* () {
    if (open) yield sent({ type: "content_block_stop", index });
    open = undefined;
  };
  const delta = (piece: object) => sent({ type: "content_block_delta", index, delta: piece });
  for await (const output of outputs) {
    switch (output.kind) {
      case "text":
        if (open !== "text") {
          yield* stop();
          yield start({ type: "text", text: "", citations: null });
        }
        yield delta({ type: "text_delta", text: output.text });
        break;
      case "tool-call": {
        yield* stop();
        const { id, name } = output;
        yield start({ type: "tool_use", id, name, input: {}, caller: { type: "direct" } });
        for (const partial_json of ["", ...halves(output.args)])
          yield delta({ type: "input_json_delta", partial_json });
        break;
      }
      case "thinking":
        yield* stop();
        yield start({ type: "thinking", thinking: "", signature: "" });
        yield delta({ type: "thinking_delta", thinking: "Let me think." });
        yield delta({ type: "signature_delta", signature: "c2FuZGJveA==" });
        break;
      case "ping":
        yield sent({ type: "ping" });
        break;
      case "refusal":
        break;
      case "error":
        yield { event: "error", data: errorBody(output.status) };
        return;
      case "end":
        yield* stop();
        yield sent({
          type: "message_delta",
          delta: {
            stop_reason: stopReason(output.reason),
            stop_sequence: null,
            stop_details: stopDetails(output.reason),
            container: null,
          },
          usage: {
            ...inputObject(output),
            output_tokens: output.outputTokens,
            server_tool_use: null,
          },
        });
        yield sent({ type: "message_stop" });
    }
  }
}
