import type { ServerEvent } from "../event-stream.ts";
import type { Output } from "../play.ts";
import {
  itemObject,
  type OutputItem,
  partObject,
  type ResponseState,
  responseObject,
} from "./responses-object.ts";
import { scriptedError } from "./scripted-error.ts";

type Event = { type: string } & Record<string, unknown>;

/** A response as its stream of events. Source: openai docs, "API reference: Streaming events". */
export async function* responsesEvents(
  state: ResponseState,
  outputs: AsyncIterable<Output>,
  newId: (prefix: string) => string,
): AsyncGenerator<ServerEvent> {
  let sequence = 0;
  const sent = (event: Event): ServerEvent => ({
    event: event.type,
    data: { ...event, sequence_number: sequence++ },
  });
  yield sent({ type: "response.created", response: responseObject(state) });
  yield sent({ type: "response.in_progress", response: responseObject(state) });
  for await (const output of outputs) {
    // Not described, but sent: openai-node issue 1964.
    if (output.kind === "ping") yield sent({ type: "keepalive" });
    else for (const event of step(state, output, newId)) yield sent(event);
  }
}

/** Takes one output into the state. */
export function* step(
  state: ResponseState,
  output: Output,
  newId: (prefix: string) => string,
): Generator<Event> {
  switch (output.kind) {
    case "text":
    case "refusal":
      yield* growMessage(state, output, newId);
      return;
    case "tool-call": {
      yield* closeLast(state);
      const item: OutputItem = { kind: "call", id: newId("fc_"), call: output, done: false };
      yield* open(state, item);
      const at = { item_id: item.id, output_index: state.items.length - 1 };
      for (const delta of halves(output.args))
        yield { type: "response.function_call_arguments.delta", ...at, delta };
      const done = { name: output.name, arguments: output.args };
      yield { type: "response.function_call_arguments.done", ...at, ...done };
      yield* closeLast(state);
      return;
    }
    case "thinking":
      yield* closeLast(state);
      yield* open(state, { kind: "reasoning", id: newId("rs_"), done: false });
      yield* closeLast(state);
      return;
    case "error": {
      const { message } = scriptedError(output.status).error;
      state.failed = { code: output.status === 429 ? "rate_limit_exceeded" : "server_error", message };
      yield { type: "response.failed", response: responseObject(state) };
      return;
    }
    case "end": {
      yield* closeLast(state);
      state.end = output;
      const response = responseObject(state);
      yield {
        type: response.status === "incomplete" ? "response.incomplete" : "response.completed",
        response,
      };
    }
  }
}

function* growMessage(
  state: ResponseState,
  output: Extract<Output, { kind: "text" | "refusal" }>,
  newId: (prefix: string) => string,
): Generator<Event> {
  let item = state.items.at(-1);
  if (item?.kind !== "message" || item.done) {
    yield* closeLast(state);
    item = { kind: "message", id: newId("msg_"), parts: [], done: false };
    yield* open(state, item);
  }
  const at = { item_id: item.id, output_index: state.items.length - 1 };
  let part = item.parts.at(-1);
  if (part?.kind !== output.kind) {
    if (part) yield* closePart(state, item);
    part = { kind: output.kind, text: "" };
    item.parts.push(part);
    const content_index = item.parts.length - 1;
    yield { type: "response.content_part.added", ...at, content_index, part: partObject(part) };
  }
  part.text += output.text;
  const delta = { ...at, content_index: item.parts.length - 1, delta: output.text };
  if (output.kind === "refusal") yield { type: "response.refusal.delta", ...delta };
  else yield { type: "response.output_text.delta", ...delta, logprobs: [] };
}

function* open(state: ResponseState, item: OutputItem): Generator<Event> {
  state.items.push(item);
  yield { type: "response.output_item.added", output_index: state.items.length - 1, item: itemObject(item) };
}

function* closeLast(state: ResponseState): Generator<Event> {
  const item = state.items.at(-1);
  if (!item || item.done) return;
  if (item.kind === "message") yield* closePart(state, item);
  item.done = true;
  yield { type: "response.output_item.done", output_index: state.items.length - 1, item: itemObject(item) };
}

function* closePart(state: ResponseState, item: Extract<OutputItem, { kind: "message" }>): Generator<Event> {
  const part = item.parts.at(-1);
  if (!part) return;
  const at = { item_id: item.id, output_index: state.items.length - 1, content_index: item.parts.length - 1 };
  if (part.kind === "refusal") yield { type: "response.refusal.done", ...at, refusal: part.text };
  else yield { type: "response.output_text.done", ...at, text: part.text, logprobs: [] };
  yield { type: "response.content_part.done", ...at, part: partObject(part) };
}

/** Arguments come in pieces, so that a client has to put them together. */
export function halves(text: string): string[] {
  const middle = Math.ceil(text.length / 2);
  return [text.slice(0, middle), text.slice(middle)].filter((half) => half !== "");
}
