import type {
  ChatCompletionCreateParamsStreaming,
  ChatCompletionMessageParam,
} from "openai/resources/chat/completions";
import type { ModelMessage, ModelRequest } from "../core/model.ts";
import { imageUrl } from "./images.ts";

/**
 * A request in the words of Chat Completions, as every compatible server takes them.
 * @param official OpenAI's own reasoning models refuse `max_tokens`, other servers may not know its successor.
 */
export function chatRequest(
  model: string,
  request: ModelRequest,
  official: boolean,
): ChatCompletionCreateParamsStreaming {
  const { system, messages, tools, maxOutput } = request;
  const head: ChatCompletionMessageParam[] = system === "" ? [] : [{ role: "system", content: system }];
  return {
    model,
    stream: true,
    stream_options: { include_usage: true },
    messages: [...head, ...messages.map(chatMessage)],
    ...(maxOutput === undefined
      ? {}
      : official
        ? { max_completion_tokens: maxOutput }
        : { max_tokens: maxOutput }),
    ...(tools?.length
      ? { tools: tools.map((tool) => ({ type: "function" as const, function: { ...tool } })) }
      : {}),
  };
}

function chatMessage(message: ModelMessage): ChatCompletionMessageParam {
  switch (message.role) {
    case "user": {
      const [only] = message.parts;
      if (message.parts.length === 1 && only?.kind === "text") return { role: "user", content: only.text };
      const content = message.parts.map((part) =>
        part.kind === "text"
          ? { type: "text" as const, text: part.text }
          : { type: "image_url" as const, image_url: { url: imageUrl(part) } },
      );
      return { role: "user", content };
    }
    case "assistant": {
      const calls = message.toolCalls ?? [];
      if (calls.length === 0) return { role: "assistant", content: message.text };
      const tool_calls = calls.map(({ id, name, args }) => ({
        id,
        type: "function" as const,
        function: { name, arguments: args },
      }));
      return { role: "assistant", content: message.text === "" ? null : message.text, tool_calls };
    }
    case "tool":
      return { role: "tool", tool_call_id: message.callId, content: message.result };
  }
}
