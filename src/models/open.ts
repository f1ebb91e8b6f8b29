import type { Clock } from "../core/clock.ts";
import { ParleyError } from "../core/errors.ts";
import type { Log } from "../core/log.ts";
import type { Model, ModelLimits, TokenCounts } from "../core/model.ts";
import type { Models } from "../core/turn.ts";
import { type Usage, withAccounting } from "./accounting.ts";
import { type AnthropicConfig, anthropicModel, anthropicUrl } from "./anthropic.ts";
import { type Deadlines, withDeadline } from "./deadline.ts";
import { withFallback } from "./fallback.ts";
import { limitsOf } from "./limits.ts";
import { isOfficial, openaiModel } from "./openai.ts";
import { type OpenaiConfig, openaiUrl } from "./openai-client.ts";
import { listPrice, type Price } from "./prices.ts";
import { withRetry } from "./retry.ts";

interface ModelConfig {
  openai?: OpenaiConfig;
  anthropic?: AnthropicConfig;
  /** Instead of what `limitsOf` knows, for a model it does not know. */
  limits?: Partial<ModelLimits>;
  deadlines?: Deadlines;
}

interface ModelDeps {
  clock: Clock;
  /** 0 to 1, spreads retries. */
  random: () => number;
  /** Told what each request cost, retried ones included. */
  onUsage(usage: Usage): void;
  /** `listPrice` when absent. */
  price?: Price;
}

/**
 * A model by the name people know it by, with accounting, deadlines and retries around it.
 * @param name `openai/NAME` or `anthropic/NAME`.
 * @throws bad_input for a name of another form, or of a service that is not set up
 */
export function openModel(name: string, config: ModelConfig, deps: ModelDeps): Model {
  const [, service, own] = /^(openai|anthropic)\/(\S+)$/.exec(name) ?? [];
  if (!own) throw new ParleyError("bad_input", "a model is named openai/NAME or anthropic/NAME");
  const limits = limitsOf(own, config.limits);
  const made = { clock: deps.clock, limits };
  const { openai, anthropic, deadlines } = config;
  const model =
    service === "openai"
      ? openai && openaiModel(own, openai, made)
      : anthropic && anthropicModel(own, anthropic, made);
  if (!model) throw new ParleyError("bad_input", "the model's service is not set up");
  const baseUrl =
    service === "openai" ? (openai?.baseUrl ?? openaiUrl) : (anthropic?.baseUrl ?? anthropicUrl);
  const { price: priceOf = listPrice } = deps;
  const price = (tokens: TokenCounts) => priceOf({ ...tokens, baseUrl, model: own, at: deps.clock.now() });
  const accounted = withAccounting(model, { report: deps.onUsage, price });
  return withRetry(withDeadline(accounted, deps, deadlines), deps);
}

/** What is read of the configuration. */
export interface ModelSettings {
  /** The model that answers where a chat has chosen none. */
  chatModel: string;
  env: {
    OPENAI_API_KEY?: string | undefined;
    OPENAI_BASE_URL: string;
    ANTHROPIC_API_KEY?: string | undefined;
    ANTHROPIC_BASE_URL: string;
    PARLEY_FALLBACK_MODEL?: string | undefined;
  };
}

/** Offered by name where the service is the official one, which has them. */
const wellKnown = {
  OPENAI: ["openai/gpt-6.2-sol", "openai/gpt-6-luna"],
  ANTHROPIC: ["anthropic/claude-opus-5-5", "anthropic/claude-sonnet-5-5", "anthropic/claude-haiku-5-5"],
} as const;

/** The models of an installation. Each is made once, so that its connections are used again. */
export function createModels(
  settings: ModelSettings,
  deps: { clock: Clock; log: Log; price?: Price },
): Models {
  const { env, chatModel } = settings;
  const { OPENAI_API_KEY: openaiKey, ANTHROPIC_API_KEY: anthropicKey, PARLEY_FALLBACK_MODEL: spare } = env;
  const config: ModelConfig = {
    ...(openaiKey ? { openai: { apiKey: openaiKey, baseUrl: env.OPENAI_BASE_URL } } : {}),
    ...(anthropicKey ? { anthropic: { apiKey: anthropicKey, baseUrl: env.ANTHROPIC_BASE_URL } } : {}),
  };
  const onUsage = (usage: Usage) => {
    if (usage.estimated) deps.log.info(usage, "a model call broke off; what it cost is a guess");
  };
  const made = new Map<string, Model>();
  const make = (name: string) => {
    const model = made.get(name) ?? openModel(name, config, { ...deps, random: Math.random, onUsage });
    made.set(name, model);
    return model;
  };
  const offered = [
    ...(openaiKey && isOfficial(env.OPENAI_BASE_URL) ? wellKnown.OPENAI : []),
    ...(anthropicKey && env.ANTHROPIC_BASE_URL === anthropicUrl ? wellKnown.ANTHROPIC : []),
  ];
  return {
    default: chatModel,
    names: [...new Set([chatModel, ...(spare ? [spare] : []), ...offered])],
    open(name) {
      const model = make(name);
      return spare && spare !== name ? withFallback(model, [make(spare)], deps) : model;
    },
  };
}
