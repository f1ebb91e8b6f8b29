import assert from "node:assert/strict";
import { test } from "node:test";
import type { TokenCounts } from "../core/model.ts";
import { listPrice } from "./prices.ts";

const openai = "https://api.openai.com/v1";
const anthropic = "https://api.anthropic.com";
const openrouter = "https://openrouter.ai/api/v1";
const google = "https://generativelanguage.googleapis.com/v1beta/openai/";
const million: TokenCounts = { inputTokens: 1_000_000, outputTokens: 0 };
const both: TokenCounts = { inputTokens: 1_000, outputTokens: 100 };

function dollars(baseUrl: string, model: string, tokens = both, at = "2026-11-01T12:00:00Z") {
  return listPrice({ baseUrl, model, at: Date.parse(at), ...tokens }).then((nano) => nano && nano / 1e9);
}

/** Dollars to the nano-dollar: sums of decimal fractions are a little off. */
const sum = (...dollars: number[]) => Math.round(dollars.reduce((all, part) => all + part) * 1e9) / 1e9;

test("a service's own address has its list price, input and output apart", async () => {
  assert.equal(await dollars(openai, "gpt-4o"), sum(0.0025, 0.001));
  assert.equal(await dollars(`${openai}/`, "gpt-4o-2024-08-06"), sum(0.0025, 0.001));
  assert.equal(await dollars(anthropic, "claude-sonnet-4-20250514"), sum(0.003, 0.0015));
});

test("a compatible service has its own prices for its own names", async () => {
  assert.equal(await dollars(openrouter, "anthropic/claude-sonnet-4"), sum(0.003, 0.0015));
  assert.equal(await dollars(openai, "anthropic/claude-sonnet-4"), undefined);
  assert.equal(await dollars("https://api.groq.com/openai/v1", "llama-3.3-70b-versatile"), 0.000_669);
  const azure = "https://parley.openai.azure.com/openai/v1";
  assert.equal(await dollars(azure, "gpt-4o"), sum(0.0025, 0.001));
});

test("a server of one's own has no price, whatever its models are called", async () => {
  const own = [
    "http://localhost:11434/v1",
    "http://127.0.0.1:4000/openai/v1",
    "https://litellm.example.com/v1",
    "http://api.openai.com/v1",
    "http://parley.openai.azure.com/openai/v1",
    "https://api.openai.com.example.com/v1",
    "https://example.com/https://api.openai.com/v1",
    "https://example.com/proxy.openai.azure.com/v1",
    "https://example.com/x.googleapis.com/v1",
    "no address",
  ];
  for (const url of own) {
    for (const model of ["gpt-4o", "gemini-2.5-pro"]) assert.equal(await dollars(url, model), undefined, url);
  }
});

test("an unknown model has no price, and what the library has no prices of is not free", async () => {
  assert.equal(await dollars(openai, "demo"), undefined);
  assert.equal(await dollars(openrouter, "gemini-2.5-pro-exp-03-25"), undefined);
});

test("what a cache had to do with is not charged in full", async () => {
  const cached = { inputTokens: 1_000_000, outputTokens: 0, cacheReadTokens: 400_000 };
  assert.equal(await dollars(openai, "gpt-4o", cached), sum(0.6 * 2.5, 0.4 * 1.25));
  const written = { ...cached, cacheWriteTokens: 100_000 };
  assert.equal(
    await dollars(anthropic, "claude-3-7-sonnet-20250219", written),
    sum(0.5 * 3, 0.4 * 0.3, 0.1 * 3.75),
  );
  const impossible = { inputTokens: 10, outputTokens: 0, cacheReadTokens: 20 };
  assert.equal(await dollars(openai, "gpt-4o", impossible), undefined);
});

test("pictures of the input and of the output have prices of their own", async () => {
  const tokens = { inputTokens: 1_000_000, outputTokens: 1_000_000 };
  const pictures = { inputImageTokens: 400_000, outputImageTokens: 1_000_000 };
  assert.equal(await dollars(openai, "gpt-image-1.5", tokens), sum(5, 10));
  assert.equal(await dollars(openai, "gpt-image-1.5", { ...tokens, ...pictures }), sum(3, 3.2, 32));
  assert.equal(await dollars(openai, "gpt-image-2", { ...tokens, ...pictures }), sum(3, 3.2, 30));
  assert.equal(await dollars(openai, "gpt-4o", { ...tokens, ...pictures }), sum(2.5, 10));
  assert.equal(await dollars(openai, "gpt-image-9", { ...tokens, ...pictures }), undefined);
});

test("a large call is priced by its own size", async () => {
  const small = { inputTokens: 200_000, outputTokens: 1_000 };
  assert.equal(await dollars(google, "gemini-2.5-pro", small), sum(0.2 * 1.25, 0.001 * 10));
  assert.equal(await dollars(google, "gemini-2.5-pro", million), 2.5);
});

test("a price is that of the time of the call, to the nano-dollar", async () => {
  const deepseek = "https://api.deepseek.com/v1";
  const by = (at: string) => dollars(deepseek, "deepseek-chat", million, at);
  assert.deepEqual([await by("2026-11-01T12:00:00Z"), await by("2026-11-01T20:00:00Z")], [0.27, 0.135]);
  const one = { inputTokens: 1, outputTokens: 0 };
  assert.equal(await listPrice({ baseUrl: openai, model: "gpt-4o", at: 0, ...one }), 2_500);
});
