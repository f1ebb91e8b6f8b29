import type { Backend } from "../backend.ts";
import { eventStream, type ServerEvent } from "../event-stream.ts";
import { answer, type Exchange, Refusal } from "../exchange.ts";
import type { Output } from "../play.ts";
import { readChat } from "./chat-read.ts";
import { halves } from "./responses-events.ts";
import { scriptedError } from "./scripted-error.ts";

type End = Extract<Output, { kind: "end" }>;

/** `POST /chat/completions`. Source: openai docs, "API reference: Chat completion chunk object". */
export async function createChatCompletion(backend: Backend, exchange: Exchange): Promise<Response> {
  const { body, asked } = readChat(exchange.body);
  const run = await backend.run(exchange, asked, "call_", (status, headers) => {
    return new Refusal(status, scriptedError(status), headers);
  });
  const common = {
    id: backend.newId("chatcmpl-"),
    created: Math.floor(backend.clock.now() / 1000),
    model: body.model,
  };
  if (body.stream) {
    const withUsage = body.stream_options?.include_usage === true;
    const frame = (choices: object[], usage?: object) => ({
      data: {
        ...common,
        object: "chat.completion.chunk",
        choices,
        ...(withUsage ? { usage: usage ?? null } : {}),
      },
    });
    const events = (signal: AbortSignal) => chunks(run.outputs(signal), frame, withUsage);
    return eventStream(backend.ledger, exchange, events);
  }
  return answer(exchange, {
    ...common,
    object: "chat.completion",
    ...(await whole(run.outputs(exchange.c.req.raw.signal))),
  });
}

async function* chunks(
  outputs: AsyncIterable<Output>,
  frame: (choices: object[], usage?: object) => ServerEvent,
  withUsage: boolean,
): AsyncGenerator<ServerEvent> {
  const choice = (delta: object, finish_reason: string | null = null) => [
    { index: 0, delta, logprobs: null, finish_reason },
  ];
  yield frame(choice({ role: "assistant", content: "", refusal: null }));
  let calls = 0;
  for await (const output of outputs) {
    switch (output.kind) {
      case "text":
        yield frame(choice({ content: output.text }));
        break;
      case "refusal":
        yield frame(choice({ refusal: output.text }));
        break;
      case "tool-call": {
        const index = calls++;
        const named = {
          index,
          id: output.id,
          type: "function",
          function: { name: output.name, arguments: "" },
        };
        yield frame(choice({ tool_calls: [named] }));
        for (const piece of halves(output.args)) {
          yield frame(choice({ tool_calls: [{ index, function: { arguments: piece } }] }));
        }
        break;
      }
      case "ping":
        yield {};
        break;
      case "error":
        yield { data: scriptedError(output.status) };
        return;
      case "end":
        yield frame(choice({}, finishReason(output)));
        if (withUsage) yield frame([], usageObject(output));
        yield { data: "[DONE]" };
    }
  }
}

async function whole(outputs: AsyncIterable<Output>): Promise<object> {
  let content: string | null = null;
  let refusal: string | null = null;
  const calls: object[] = [];
  for await (const output of outputs) {
    if (output.kind === "text") content = (content ?? "") + output.text;
    if (output.kind === "refusal") refusal = output.text;
    if (output.kind === "error") throw new Refusal(output.status, scriptedError(output.status));
    if (output.kind === "tool-call") {
      const { id, name, args } = output;
      calls.push({ id, type: "function", function: { name, arguments: args } });
    }
    if (output.kind !== "end") continue;
    const message = {
      role: "assistant",
      content,
      refusal,
      ...(calls.length > 0 ? { tool_calls: calls } : {}),
    };
    const choices = [{ index: 0, message, logprobs: null, finish_reason: finishReason(output) }];
    return { choices, usage: usageObject(output) };
  }
  return {};
}

/** A refusal is told by its own field; its reason is an ordinary stop. */
const finishReason = (end: End) => (end.reason === "refusal" ? "stop" : end.reason);

function usageObject({ inputTokens, outputTokens, cacheReadTokens = 0, cacheWriteTokens = 0 }: End) {
  return {
    prompt_tokens: inputTokens,
    completion_tokens: outputTokens,
    total_tokens: inputTokens + outputTokens,
    prompt_tokens_details: {
      audio_tokens: 0,
      cached_tokens: cacheReadTokens,
      cache_write_tokens: cacheWriteTokens,
    },
    completion_tokens_details: {
      accepted_prediction_tokens: 0,
      audio_tokens: 0,
      reasoning_tokens: 0,
      rejected_prediction_tokens: 0,
    },
  };
}
