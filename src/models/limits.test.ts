import assert from "node:assert/strict";
import { test } from "node:test";
import { limitsOf } from "./limits.ts";

test("the limits of current models are known, whatever stands before or behind their names", () => {
  const large = { context: 1_050_000, output: 128_000 };
  const expected = {
    "gpt-6.2-sol": large,
    "gpt-6-luna": large,
    "gpt-5.4": large,
    "openai/gpt-5.6-sol": large,
    "gpt-5.4-mini-2026-03-17": { context: 400_000, output: 128_000 },
    "gpt-5.1": { context: 400_000, output: 128_000 },
    "gpt-5-mini": { context: 400_000, output: 128_000 },
    "gpt-5.3-chat-latest": { context: 128_000, output: 16_384 },
    "gpt-4.1-mini": { context: 1_047_576, output: 32_768 },
    "gpt-4o-mini": { context: 128_000, output: 16_384 },
    "o4-mini": { context: 200_000, output: 100_000 },
    "claude-opus-5-5": { context: 1_000_000, output: 128_000 },
    "claude-fable-5-2": { context: 1_000_000, output: 128_000 },
    "claude-opus-4-6": { context: 1_000_000, output: 64_000 },
    "claude-sonnet-4-5-20250929": { context: 200_000, output: 64_000 },
    "claude-haiku-4-5": { context: 200_000, output: 64_000 },
    "claude-opus-4-1": { context: 200_000, output: 32_000 },
    "claude-3-haiku-20240307": { context: 200_000, output: 4_096 },
    "llama-4": { context: 32_000, output: 4_096 },
  };
  const found = Object.fromEntries(Object.keys(expected).map((name) => [name, limitsOf(name)]));
  assert.deepEqual(found, expected);
});

test("what the operator says about a model counts more", () => {
  assert.deepEqual(limitsOf("llama-4", { context: 2_000 }), { context: 2_000, output: 2_000 });
  assert.deepEqual(limitsOf("gpt-4.1", { output: 9 }), { context: 1_047_576, output: 9 });
});
