import { findModel } from "../catalogue.ts";
import { firstProblem } from "../problem.ts";
import type { Asked, Turn } from "../steps.ts";
import { imageTokens, textTokens } from "../tokens.ts";
import { type ChatBody, type ChatMessage, chatBody } from "./chat-schema.ts";
import { refuse, refuseProblem } from "./errors.ts";

/** Models that think before they speak take only the newer name of the output limit. */
const reasoning = /^(o\d|gpt-[5-9])/;

/** Reads a request to `/chat/completions`. @throws Refusal for whatever the service refuses */
export function readChat(given: unknown): { body: ChatBody; asked: Asked } {
  const parsed = chatBody.safeParse(given);
  if (!parsed.success) throw refuseProblem(firstProblem(parsed.error, given));
  const body = parsed.data;
  const model = findModel("openai", body.model);
  if (!model) {
    const message = `The model \`${body.model}\` does not exist or you do not have access to it.`;
    throw refuse(404, message, { code: "model_not_found" });
  }
  if (body.stream_options && !body.stream) {
    const message = "The 'stream_options' parameter is only allowed when 'stream' is enabled.";
    throw refuse(400, message, { param: "stream_options" });
  }
  if (body.max_tokens && reasoning.test(model.id)) {
    const message = "Unsupported parameter: 'max_tokens'. Use 'max_completion_tokens' instead.";
    throw refuse(400, message, { param: "max_tokens", code: "unsupported_parameter" });
  }
  if ((body.max_tokens ?? body.max_completion_tokens ?? 0) > model.output) {
    const message = `max_tokens is too large: this model supports at most ${model.output} completion tokens.`;
    throw refuse(400, message, { param: "max_tokens", code: "invalid_value" });
  }
  checkCalls(body.messages);
  const [head, ...rest] = body.messages;
  const led = head?.role === "system" || head?.role === "developer";
  const system = led ? readTurn(head).text : "";
  const turns = (led ? rest : body.messages).map(readTurn);
  const inputTokens =
    textTokens(system + JSON.stringify(body.tools ?? "")) +
    turns.reduce((sum, turn) => sum + textTokens(turn.text) + turn.images * imageTokens, 0);
  if (inputTokens > model.context) {
    const message = `This model's maximum context length is ${model.context} tokens, your messages have ${inputTokens}.`;
    throw refuse(400, message, { param: "messages", code: "context_length_exceeded" });
  }
  const tools = (body.tools ?? []).map((tool) => tool.function.name);
  return {
    body,
    asked: { service: "openai", api: "chat", model: model.id, system, turns, tools, inputTokens },
  };
}

/** Tool messages follow at once the message that called for them, one for each call. */
function checkCalls(messages: readonly ChatMessage[]): void {
  let open: Set<string> | undefined;
  for (const message of [...messages, undefined]) {
    if (message?.role === "tool") {
      if (!open?.delete(message.tool_call_id)) {
        const text = "Messages with role 'tool' must be a response to a preceding message with 'tool_calls'.";
        throw refuse(400, text, { param: "messages" });
      }
      continue;
    }
    if (open && open.size > 0) {
      const text = `An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. Missing: ${[...open].join(", ")}`;
      throw refuse(400, text, { param: "messages" });
    }
    open = message?.role === "assistant" ? new Set(message.tool_calls?.map((call) => call.id)) : undefined;
  }
}

function readTurn(message: ChatMessage): Turn {
  const content = message.content ?? "";
  const parts = typeof content === "string" ? [{ type: "text" as const, text: content }] : content;
  const text = parts.flatMap((part) => (part.type === "text" ? [part.text] : [])).join("\n");
  const images = parts.filter((part) => part.type === "image_url").length;
  const role = message.role === "assistant" || message.role === "tool" ? message.role : "user";
  return { role, text, images };
}
