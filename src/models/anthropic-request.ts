import type {
  ContentBlockParam,
  MessageCreateParamsStreaming,
  MessageParam,
} from "@anthropic-ai/sdk/resources/messages";
import type { ModelLimits, ModelMessage, ModelRequest, ToolCall } from "../core/model.ts";
import { encodeImage } from "./images.ts";

/** A request in the words of Anthropic's Messages API. The service wants an output limit, so it gets the model's. */
export function anthropicRequest(
  model: string,
  request: ModelRequest,
  limits: ModelLimits,
): MessageCreateParamsStreaming {
  const { system, messages, tools, maxOutput } = request;
  return {
    model,
    stream: true,
    max_tokens: Math.max(1, Math.min(maxOutput ?? limits.output, limits.output)),
    messages: mergeTurns(messages),
    ...(system === "" ? {} : { system }),
    ...(tools?.length
      ? {
          tools: tools.map(({ name, description, parameters }) => ({
            name,
            description,
            input_schema: { ...parameters, type: "object" as const },
          })),
        }
      : {}),
  };
}

/**
 * Neighbouring messages of one side become one: all results of a turn's tool calls must stand in the very next
 * message. Empty ones, which the service refuses, are left out.
 */
function mergeTurns(messages: readonly ModelMessage[]): MessageParam[] {
  const merged: { role: "user" | "assistant"; content: ContentBlockParam[] }[] = [];
  for (const message of messages) {
    const content = blocks(message);
    if (content.length === 0) continue;
    const role = message.role === "assistant" ? "assistant" : "user";
    const last = merged.at(-1);
    if (last?.role === role) last.content.push(...content);
    else merged.push({ role, content });
  }
  return merged;
}

function blocks(message: ModelMessage): ContentBlockParam[] {
  switch (message.role) {
    case "user":
      return message.parts.flatMap((part): ContentBlockParam[] => {
        if (part.kind === "text") return textBlock(part.text);
        const { mime, base64 } = encodeImage(part);
        return [{ type: "image", source: { type: "base64", media_type: mime, data: base64 } }];
      });
    case "assistant":
      return [...textBlock(message.text), ...(message.toolCalls ?? []).map(toolUse)];
    case "tool":
      return [
        {
          type: "tool_result",
          tool_use_id: plainId(message.callId),
          content: message.result,
          ...(message.isError ? { is_error: true } : {}),
        },
      ];
  }
}

function textBlock(text: string): ContentBlockParam[] {
  return text.trim() === "" ? [] : [{ type: "text", text }];
}

/** Arguments that are no JSON object, which the service would refuse, are handed back in one. */
function toolUse({ id, name, args }: ToolCall): ContentBlockParam {
  let input: unknown;
  try {
    input = JSON.parse(args);
  } catch {
    input = undefined;
  }
  const fits = typeof input === "object" && input !== null && !Array.isArray(input);
  return { type: "tool_use", id: plainId(id), name, input: fits ? input : { invalid_arguments: args } };
}

/** Ids that another service made may have characters that this one refuses. */
const plainId = (id: string) => id.replace(/[^a-zA-Z0-9_-]/g, "_");
