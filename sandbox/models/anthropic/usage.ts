import type { Counts } from "../steps.ts";

/** Input as the service counts it: what a cache had to do with stands apart. Source: anthropic docs, "Prompt caching". */
export function inputObject(counts: Omit<Counts, "outputTokens">) {
  const { inputTokens, cacheReadTokens = 0, cacheWriteTokens = 0 } = counts;
  return {
    input_tokens: inputTokens - cacheReadTokens - cacheWriteTokens,
    cache_creation_input_tokens: cacheWriteTokens,
    cache_read_input_tokens: cacheReadTokens,
  };
}
