import type { Clock } from "../core/clock.ts";
import { ParleyError } from "../core/errors.ts";
import type { ImageModel, ImageModels } from "../core/image-model.ts";
import type { Log } from "../core/log.ts";
import type { Usage } from "./accounting.ts";
import { withImageAccounting } from "./image-accounting.ts";
import { imageModel } from "./image-call.ts";
import { withImageDeadline } from "./image-deadline.ts";
import type { ImageTokens } from "./image-reader.ts";
import { withImageRetry } from "./image-retry.ts";
import { isOfficial } from "./openai.ts";
import { type OpenaiConfig, openaiUrl } from "./openai-client.ts";
import { openaiImages } from "./openai-images.ts";
import { listPrice, type Price } from "./prices.ts";

interface ImageModelDeps {
  clock: Clock;
  /** 0 to 1, spreads retries. */
  random: () => number;
  /** Told what each request cost, retried ones included. */
  onUsage(usage: Usage): void;
  /** `listPrice` when absent. */
  price?: Price;
}

/**
 * An image model by the name people know it by, with accounting, a retry and a deadline around it.
 * @param name `openai/NAME`.
 * @throws bad_input for a name of another form, or where the service is not set up
 */
export function openImageModel(
  name: string,
  config: { openai?: OpenaiConfig },
  deps: ImageModelDeps,
): ImageModel {
  const [, own] = /^openai\/(\S+)$/.exec(name) ?? [];
  if (!own) throw new ParleyError("bad_input", "an image model is named openai/NAME");
  const { openai } = config;
  if (!openai) throw new ParleyError("bad_input", "the image model's service is not set up");
  const { price: priceOf = listPrice } = deps;
  const service = { baseUrl: openai.baseUrl ?? openaiUrl, model: own };
  const price = (tokens: ImageTokens) => priceOf({ ...tokens, ...service, at: deps.clock.now() });
  const make = withImageAccounting(name, openaiImages(own, openai, deps), { report: deps.onUsage, price });
  return imageModel(name, withImageDeadline(withImageRetry(make, deps), deps));
}

interface ImageSettings {
  /** The one that is used where nobody chose; absent where none is set up. */
  imageModel?: string | undefined;
  env: { OPENAI_API_KEY?: string | undefined; OPENAI_BASE_URL: string };
}

/** Offered by name where the service is the official one, which has them. */
const wellKnown = ["openai/gpt-image-1.5", "openai/gpt-image-2"];

/** The image models of an installation. Each is made once, so that its connections are used again. */
export function createImageModels(
  { imageModel: usual, env }: ImageSettings,
  deps: { clock: Clock; log: Log; price?: Price },
): ImageModels {
  const { OPENAI_API_KEY: apiKey, OPENAI_BASE_URL: baseUrl } = env;
  const onUsage = (usage: Usage) => {
    if (usage.estimated) deps.log.info(usage, "a call for pictures broke off; what it cost is a guess");
  };
  const made = new Map<string, ImageModel>();
  const config = apiKey ? { openai: { apiKey, baseUrl } } : {};
  const offered = apiKey && isOfficial(baseUrl) ? wellKnown : [];
  return {
    ...(usual ? { default: usual } : {}),
    names: [...new Set([...(usual ? [usual] : []), ...offered])],
    open(name) {
      const model = made.get(name) ?? openImageModel(name, config, { ...deps, random: Math.random, onUsage });
      made.set(name, model);
      return model;
    },
  };
}
