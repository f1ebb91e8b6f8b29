import { isParleyError, ParleyError } from "../core/errors.ts";
import type { Usage } from "./accounting.ts";
import type { ImageCall, MakeImages } from "./image-call.ts";
import type { GivenImages, ImageTokens } from "./image-reader.ts";

interface ImageAccountingDeps {
  /** Told what each request took, once, when it is over: also one that was cancelled half way. */
  report(usage: Usage): void;
  /** Nano-dollars, `undefined` where no price is known. */
  price(tokens: ImageTokens): Promise<number | undefined>;
}

/**
 * Prices each request and puts what it took on what was made. Only then is an answer without any picture refused:
 * it was paid for.
 * @param name As `ImageModel.name`.
 */
export function withImageAccounting(
  name: string,
  make: MakeImages<GivenImages>,
  { report, price }: ImageAccountingDeps,
): MakeImages {
  const usageOf = async (tokens: ImageTokens) => {
    const { inputTokens, outputTokens } = tokens;
    const costNanoUsd = await price(tokens);
    return {
      model: name,
      inputTokens,
      outputTokens,
      ...(costNanoUsd === undefined ? {} : { costNanoUsd }),
    };
  };
  return async (call, signal) => {
    let given: GivenImages;
    try {
      given = await make(call, signal);
    } catch (error) {
      if (mayHaveCost(error)) report({ ...(await usageOf(guess(call))), estimated: true });
      throw error;
    }
    const { tokens, ...made } = given;
    const usage = tokens && (await usageOf(tokens));
    if (usage) report({ ...usage, estimated: false });
    if (made.images.length === 0) throw nothingToShow();
    return { ...made, ...(usage ? { usage } : {}) };
  };
}

/** Cancelled, or broken off after the answer had begun: the service charges for what it was making. */
function mayHaveCost(error: unknown): boolean {
  if (isParleyError(error, "cancelled")) return true;
  return isParleyError(error, "model_unreachable") && !error.retryable;
}

/** One of medium quality. Source: openai docs, "Image generation: Cost and latency". */
const tokensOfOne = 1_056;

function guess({ prompt, count, source, mask }: ImageCall): ImageTokens {
  const inputImageTokens = (source ? tokensOfOne : 0) + (mask ? tokensOfOne : 0);
  const outputTokens = tokensOfOne * count;
  const inputTokens = Math.ceil(prompt.length / 4) + inputImageTokens;
  return { inputTokens, outputTokens, inputImageTokens, outputImageTokens: outputTokens };
}

function nothingToShow(): ParleyError {
  return new ParleyError(
    "model_unusable",
    "the image service sent no picture that can be shown; a compatible server has to send base64, since nothing is fetched from addresses",
  );
}
