import type { TokenCounts } from "../core/model.ts";

/** The part of the input that came from a cache or went into one, where the service tells of any. */
export function cached(
  read: number | null | undefined,
  written: number | null | undefined,
): Pick<TokenCounts, "cacheReadTokens" | "cacheWriteTokens"> {
  return { ...(read ? { cacheReadTokens: read } : {}), ...(written ? { cacheWriteTokens: written } : {}) };
}
