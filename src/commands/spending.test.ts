import assert from "node:assert/strict";
import { test } from "node:test";
import { spending } from "./spending.ts";

const spent = (tokens: number, dollars: number, unpricedTokens = 0) =>
  spending({ tokens, costNanoUsd: dollars * 1e9, unpricedTokens }).join(" · ");

test("tokens and dollars are rounded to what people read", () => {
  assert.equal(spent(999, 0.12), "999 tokens · $0.12");
  assert.equal(spent(1_234, 0.125), "1.2k tokens · $0.13");
  assert.equal(spent(12_345, 1_234.5), "12k tokens · $1,234.50");
  assert.equal(spent(1_500_000, 0.01), "1.5M tokens · $0.01");
});

test("a small sum is not rounded to nothing, and nothing is not called small", () => {
  assert.equal(spent(10, 0.000_001), "10 tokens · under $0.01");
  assert.equal(spent(10, 0.009_999), "10 tokens · under $0.01");
  assert.equal(spent(10, 0), "10 tokens · $0.00");
});

test("where nothing was answered there is nothing to say", () => {
  assert.deepEqual(spending(undefined), []);
  assert.deepEqual(spending({ tokens: 0, costNanoUsd: 0, unpricedTokens: 0 }), []);
});

test("without a price there are tokens alone, and with some the sum is a least one", () => {
  assert.equal(spent(12_000, 0, 12_000), "12k tokens");
  assert.equal(spent(12_000, 0.129, 2_000), "12k tokens · over $0.12");
  assert.equal(spent(12_000, 0.009, 2_000), "12k tokens");
});
