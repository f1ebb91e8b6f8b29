import { findModel } from "../catalogue.ts";
import { firstProblem } from "../problem.ts";
import type { Asked, Turn } from "../steps.ts";
import { imageTokens, textTokens } from "../tokens.ts";
import { refuse, refuseProblem } from "./errors.ts";
import { type InputItem, type ResponsesBody, responsesBody } from "./responses-schema.ts";

/** Reads a request to `/responses`. @throws Refusal for whatever the service refuses */
export function readResponses(given: unknown): { body: ResponsesBody; asked: Asked } {
  const parsed = responsesBody.safeParse(given);
  if (!parsed.success) throw refuseProblem(firstProblem(parsed.error, given));
  const body = parsed.data;
  const model = findModel("openai", body.model);
  if (!model) {
    const message = `The model '${body.model}' does not exist or you do not have access to it.`;
    throw refuse(404, message, { code: "model_not_found" });
  }
  if ((body.max_output_tokens ?? 0) > model.output) {
    const message = `max_output_tokens is too large: this model supports at most ${model.output}.`;
    throw refuse(400, message, { param: "max_output_tokens", code: "integer_above_max_value" });
  }
  const items: InputItem[] =
    typeof body.input === "string" ? [{ role: "user", content: body.input }] : body.input;
  checkCalls(items);
  const turns = items.map(readTurn);
  const system = body.instructions ?? "";
  const inputTokens =
    textTokens(system + JSON.stringify(body.tools ?? "")) +
    turns.reduce((sum, turn) => sum + textTokens(turn.text) + turn.images * imageTokens, 0);
  if (inputTokens > model.context) {
    const message =
      "Your input exceeds the context window of this model. Please adjust your input and try again.";
    throw refuse(400, message, { param: "input", code: "context_length_exceeded" });
  }
  const tools = (body.tools ?? []).map((tool) => tool.name);
  return {
    body,
    asked: { service: "openai", api: "responses", model: model.id, system, turns, tools, inputTokens },
  };
}

/** Every call needs its output, every output its call. */
function checkCalls(items: readonly InputItem[]): void {
  const open = new Set<string>();
  for (const item of items) {
    if (item.type === "function_call") open.add(item.call_id);
    else if (item.type === "function_call_output" && !open.delete(item.call_id)) {
      const message = `No tool call found for function call output with call_id ${item.call_id}.`;
      throw refuse(400, message, { param: "input" });
    }
  }
  for (const id of open)
    throw refuse(400, `No tool output found for function call ${id}.`, { param: "input" });
}

function readTurn(item: InputItem): Turn {
  if (item.type === "function_call") return { role: "assistant", text: item.arguments, images: 0 };
  if (item.type === "function_call_output") return { role: "tool", text: item.output, images: 0 };
  const parts = typeof item.content === "string" ? [{ text: item.content }] : item.content;
  const text = parts.flatMap((part) => ("text" in part ? [part.text] : [])).join("\n");
  const images = parts.filter((part) => "image_url" in part).length;
  return { role: item.role === "assistant" ? "assistant" : "user", text, images };
}
