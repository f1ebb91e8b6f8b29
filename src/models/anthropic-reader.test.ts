import assert from "node:assert/strict";
import { test } from "node:test";
import { anthropicReader } from "./anthropic-reader.ts";

/** What is told of usage when a message begins and ends with these counts. */
function usage(start: object, delta: object) {
  const reader = anthropicReader();
  const events = [
    { type: "message_start", message: { usage: start } },
    { type: "message_delta", delta: { stop_reason: "end_turn" }, usage: delta },
    { type: "message_stop" },
  ];
  return events
    .flatMap((event) => [...reader.read({ event: event.type, data: JSON.stringify(event) })])
    .find((event) => event.kind === "usage");
}

test("input counts what a cache had to do with, and tells how much that was", () => {
  const counts = { input_tokens: 10, cache_creation_input_tokens: 200, cache_read_input_tokens: 3_000 };
  assert.deepEqual(usage({ ...counts, output_tokens: 1 }, { ...counts, output_tokens: 5 }), {
    kind: "usage",
    inputTokens: 3_210,
    outputTokens: 5,
    cacheReadTokens: 3_000,
    cacheWriteTokens: 200,
  });
});

test("counts that are not told again, as compatible servers do it, stand", () => {
  const start = { input_tokens: 10, cache_read_input_tokens: 90, output_tokens: 1 };
  const told = { kind: "usage", inputTokens: 100, outputTokens: 5, cacheReadTokens: 90 };
  assert.deepEqual(usage(start, { output_tokens: 5 }), told);
  assert.deepEqual(usage(start, { input_tokens: null, output_tokens: 5 }), told);
});
