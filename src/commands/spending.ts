import type { Spent } from "../core/branches.ts";

const dollars = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" });
const nanoUsdInCent = 1e7;

/** What answers took, in tokens, and in dollars as far as prices are known; nothing where there were none. */
export function spending(spent: Spent | undefined): string[] {
  if (!spent || spent.tokens === 0) return [];
  const { tokens, costNanoUsd, unpricedTokens } = spent;
  const cost = unpricedTokens === tokens ? undefined : money(costNanoUsd, unpricedTokens > 0);
  return [`${rounded(tokens)} tokens`, ...(cost === undefined ? [] : [cost])];
}

/** @param isLeast Some of it has no known price, so it is more than this: nothing is said where that may be anything. */
function money(costNanoUsd: number, isLeast: boolean): string | undefined {
  const cents = costNanoUsd / nanoUsdInCent;
  if (isLeast) return cents < 1 ? undefined : `over ${dollars.format(Math.floor(cents) / 100)}`;
  return cents > 0 && cents < 1 ? "under $0.01" : dollars.format(cents / 100);
}

function rounded(tokens: number): string {
  if (tokens < 1_000) return String(tokens);
  const [size, unit] = tokens < 999_500 ? [tokens / 1_000, "k"] : [tokens / 1_000_000, "M"];
  return `${size < 9.95 ? size.toFixed(1) : Math.round(size)}${unit}`;
}
