import type { ResponseCreateParamsStreaming, ResponseInputItem } from "openai/resources/responses/responses";
import type { ModelMessage, ModelRequest } from "../core/model.ts";
import { imageUrl } from "./images.ts";

/** The least the service takes for `max_output_tokens`. */
const minOutput = 16;

/** A request in the words of OpenAI's Responses API. Nothing is kept at the service (`store: false`). */
export function responsesRequest(model: string, request: ModelRequest): ResponseCreateParamsStreaming {
  const { system, messages, tools, maxOutput } = request;
  return {
    model,
    stream: true,
    store: false,
    input: messages.flatMap(inputItems),
    ...(system === "" ? {} : { instructions: system }),
    ...(maxOutput === undefined ? {} : { max_output_tokens: Math.max(minOutput, maxOutput) }),
    ...(tools?.length
      ? { tools: tools.map((tool) => ({ type: "function" as const, strict: false, ...tool })) }
      : {}),
  };
}

function inputItems(message: ModelMessage): ResponseInputItem[] {
  switch (message.role) {
    case "user": {
      const [only] = message.parts;
      if (message.parts.length === 1 && only?.kind === "text") return [{ role: "user", content: only.text }];
      const content = message.parts.map((part) =>
        part.kind === "text"
          ? { type: "input_text" as const, text: part.text }
          : { type: "input_image" as const, image_url: imageUrl(part), detail: "auto" as const },
      );
      return [{ role: "user", content }];
    }
    case "assistant": {
      const said: ResponseInputItem[] =
        message.text === "" ? [] : [{ role: "assistant", content: message.text }];
      const calls = message.toolCalls ?? [];
      return [
        ...said,
        ...calls.map(({ id, name, args }) => ({
          type: "function_call" as const,
          call_id: id,
          name,
          arguments: args,
        })),
      ];
    }
    case "tool":
      return [{ type: "function_call_output", call_id: message.callId, output: message.result }];
  }
}
