import assert from "node:assert/strict";
import { test } from "node:test";
import type { ModelEvent } from "../core/model.ts";
import { chatReader } from "./chat-reader.ts";

/** Plays chunks as a compatible server might send them; a string goes out as it is. */
function play(...chunks: (object | string)[]): ModelEvent[] {
  const reader = chatReader();
  const events = chunks.flatMap((chunk) => [
    ...reader.read({ event: "", data: typeof chunk === "string" ? chunk : JSON.stringify(chunk) }),
  ]);
  return events.at(-1)?.kind === "end" ? events : [...events, ...reader.close()];
}

const delta = (fields: object, finish_reason: string | null = null) => ({
  choices: [{ delta: fields, finish_reason }],
});

test("an answer without [DONE] is complete once it gave its reason, and not before", () => {
  assert.deepEqual(play(delta({ content: "a" }, "stop")), [
    { kind: "text", text: "a" },
    { kind: "end", reason: "stop" },
  ]);
  assert.deepEqual(play(delta({ content: "a" })), [{ kind: "text", text: "a" }]);
  assert.deepEqual(play(delta({ content: "a" }), "[DONE]").at(-1), { kind: "end", reason: "stop" });
});

test("tool calls without index, id or the right reason are understood", () => {
  const call = (id: string | undefined, name: string, args: string) => ({
    tool_calls: [{ ...(id ? { id } : {}), type: "function", function: { name, arguments: args } }],
  });
  assert.deepEqual(
    play(
      delta(call("x", "f", "{}")),
      delta(call("y", "g", '{"a"')),
      delta(call(undefined, "", ":1}"), "stop"),
    ),
    [
      { kind: "tool-call", call: { id: "x", name: "f", args: "{}" } },
      { kind: "tool-call", call: { id: "y", name: "g", args: '{"a":1}' } },
      { kind: "end", reason: "tool-calls" },
    ],
  );
  const [only] = play(delta(call(undefined, "f", "")), "[DONE]");
  assert.deepEqual(only, { kind: "tool-call", call: { id: "call_0", name: "f", args: "{}" } });
});

test("reasoning, empty pieces and chunks without choices are not text", () => {
  const events = play(
    delta({ reasoning_content: "hm" }),
    delta({ content: "" }),
    {},
    { choices: [] },
    delta({}, "stop"),
  );
  assert.deepEqual(events, [{ kind: "end", reason: "stop" }]);
});

test("a server's error inside the stream is a failure", () => {
  assert.throws(() => play({ error: { code: 502, message: "upstream" } }), /reported a fault/);
});

test("what came from a cache or went into one is told where the server tells it", () => {
  const counts = { prompt_tokens: 100, completion_tokens: 5, total_tokens: 105 };
  const read = (usage: object) => play(delta({}, "stop"), { choices: [], usage }, "[DONE]")[0];
  const told = { kind: "usage", inputTokens: 100, outputTokens: 5 };
  assert.deepEqual(read(counts), told);
  assert.deepEqual(read({ ...counts, prompt_tokens_details: null }), told);
  const details = { cached_tokens: 60, cache_write_tokens: 30 };
  assert.deepEqual(read({ ...counts, prompt_tokens_details: details }), {
    ...told,
    cacheReadTokens: 60,
    cacheWriteTokens: 30,
  });
});
