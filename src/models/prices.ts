import type { TokenCounts } from "../core/model.ts";
import { once } from "./sdk.ts";

/** A call to a model that is over. */
export interface PricedCall extends TokenCounts {
  /** The service's address, as its client is given it. */
  baseUrl: string;
  /** The service's own name for the model. */
  model: string;
  /** When it ended, epoch milliseconds: prices change, a few of them with the hour. */
  at: number;
  /** Parts of the input and of the output that are pictures: they are priced otherwise. */
  inputImageTokens?: number;
  outputImageTokens?: number;
}

/** What a call cost in nano-dollars, a whole number; `undefined` where no price is known. Never fails. */
export type Price = (call: PricedCall) => Promise<number | undefined>;

/** Two megabytes of prices: an installation that never needs one does not hold them. */
const prices = once(() => import("@pydantic/genai-prices"));

/**
 * By the public list prices that came with the library, so without discounts and taxes. The address decides whose
 * prices they are: a server of one's own has none, whatever its models are called.
 */
export const listPrice: Price = async ({ baseUrl, model, at, ...tokens }) => {
  try {
    const { protocol, origin, pathname } = new URL(baseUrl);
    // no service is spoken to in the clear: this is a server of one's own, and the prices need not be loaded
    if (protocol !== "https:") return undefined;
    const { calcPrice, findProvider } = await prices();
    // A dot in the path, or a longer host name, would let a proxy in front of a service pass for the service.
    const address = origin + pathname.replaceAll(".", "%2E");
    const provider = findProvider({ providerApiUrl: address });
    if (!provider || !endsThere(provider.api_pattern).test(address)) return undefined;
    const usage = {
      input_tokens: tokens.inputTokens,
      output_tokens: tokens.outputTokens,
      cache_read_tokens: tokens.cacheReadTokens ?? 0,
      cache_write_tokens: tokens.cacheWriteTokens ?? 0,
      input_image_tokens: tokens.inputImageTokens ?? 0,
      output_image_tokens: tokens.outputImageTokens ?? 0,
    };
    const found = calcPrice(usage, model, { providerId: provider.id, timestamp: new Date(at) });
    // what the library knows by name alone it would give away for nothing
    if (!found || !("input_mtok" in found.model_price && "output_mtok" in found.model_price))
      return undefined;
    return Math.round(found.total_price * 1e9);
  } catch {
    // counts that contradict each other, such as more from a cache than there was
    return undefined;
  }
};

/** The library's patterns are open at their end. One that ends with a dot or a slash means what follows to vary. */
function endsThere(pattern: string): RegExp {
  return new RegExp(`^(?:${pattern})(?:(?<=[./])|(?=/|$))`);
}
