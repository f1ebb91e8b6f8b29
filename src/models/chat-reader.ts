import type { ChatCompletionChunk } from "openai/resources/chat/completions";
import type { EndReason, ModelEvent, ToolCall } from "../core/model.ts";
import { cached } from "./cached.ts";
import { type EventReader, ServiceFailure } from "./converse.ts";

type Chunk = Partial<ChatCompletionChunk> & {
  error?: { code?: string | number | null; type?: string | null; message?: string };
};

/**
 * Reads a stream of Chat Completions, and of servers that follow it more or less: some send no `[DONE]`, some
 * no index or id with their tool calls, some say `stop` where they call tools.
 * Source: openai docs, "API reference: Chat completion chunk".
 */
export function chatReader(): EventReader {
  const calls = new Map<number, ToolCall>();
  let reason: string | undefined;
  let refused = false;
  let usage: Extract<ModelEvent, { kind: "usage" }> | undefined;

  function* finish(): Generator<ModelEvent> {
    for (const call of calls.values()) {
      yield { kind: "tool-call", call: { ...call, args: call.args === "" ? "{}" : call.args } };
    }
    if (usage) yield usage;
    yield { kind: "end", reason: endReason(reason, calls.size > 0, refused) };
  }

  function addCall(piece: ChatCompletionChunk.Choice.Delta.ToolCall): void {
    const index = piece.index ?? (piece.id || calls.size === 0 ? calls.size : calls.size - 1);
    const call = calls.get(index) ?? { id: piece.id ?? `call_${index}`, name: "", args: "" };
    call.name += piece.function?.name ?? "";
    call.args += piece.function?.arguments ?? "";
    calls.set(index, call);
  }

  return {
    *read({ data }): Generator<ModelEvent> {
      if (data === "[DONE]") return yield* finish();
      const chunk = JSON.parse(data) as Chunk;
      if (chunk.error) throw new ServiceFailure(faultOf(chunk.error));
      if (chunk.usage) {
        const { prompt_tokens, completion_tokens, prompt_tokens_details: details } = chunk.usage;
        const part = cached(details?.cached_tokens, details?.cache_write_tokens);
        usage = { kind: "usage", inputTokens: prompt_tokens, outputTokens: completion_tokens, ...part };
      }
      const choice = chunk.choices?.[0];
      if (!choice) return;
      const { content, refusal, tool_calls: pieces } = choice.delta ?? {};
      if (content) yield { kind: "text", text: content };
      if (refusal) {
        refused = true;
        yield { kind: "text", text: refusal };
      }
      for (const piece of pieces ?? []) addCall(piece);
      reason = choice.finish_reason ?? reason;
    },
    *close(): Generator<ModelEvent> {
      if (reason !== undefined) yield* finish();
    },
  };
}

function endReason(reason: string | undefined, called: boolean, refused: boolean): EndReason {
  if (reason === "content_filter") return "filter";
  if (reason === "length") return "length";
  if (called) return "tool-calls";
  return refused ? "refusal" : "stop";
}

/** Compatible servers put a status where OpenAI has a code. */
function faultOf({ code, type, message }: NonNullable<Chunk["error"]>) {
  if (typeof code === "number") return { status: code, text: message };
  return { code: code ?? type ?? "server_error", text: message };
}
