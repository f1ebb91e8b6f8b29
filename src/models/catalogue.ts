import type { Clock } from "../core/clock.ts";
import type { Log } from "../core/log.ts";
import type { Model } from "../core/model.ts";
import type { Models } from "../core/turn.ts";
import { withFallback } from "./fallback.ts";
import { type ModelsConfig, openModel } from "./open.ts";

export interface CatalogueConfig extends ModelsConfig {
  /** The model that answers where a chat has chosen none. */
  default: string;
  /** Answers when another model can't. */
  fallback?: string;
}

/** Names to offer for a service that is set up. Any other of its names works too. */
const offered = {
  openai: ["openai/gpt-5", "openai/gpt-5-mini", "openai/gpt-4.1"],
  anthropic: ["anthropic/claude-opus-4-5", "anthropic/claude-sonnet-4-5", "anthropic/claude-haiku-4-5"],
} as const;

/** The models this installation has, each opened once. */
export function createModels(config: CatalogueConfig, deps: { clock: Clock; log: Log }): Models {
  const opened = new Map<string, Model>();
  const one = (name: string) =>
    openModel(name, config, {
      clock: deps.clock,
      random: Math.random,
      onUsage(usage) {
        if (usage.estimated) deps.log.info(usage, "a model call broke off; its cost is a guess");
      },
    });
  // what a compatible server has only it knows
  const official =
    config.openai && /^https:\/\/api\.openai\.com\//.test(config.openai.baseUrl ?? "https://api.openai.com/");
  return {
    default: config.default,
    names: [
      ...new Set([
        config.default,
        ...(official ? offered.openai : []),
        ...(config.anthropic ? offered.anthropic : []),
      ]),
    ],
    open(name) {
      const known = opened.get(name);
      if (known) return known;
      const model = one(name);
      const other = config.fallback && config.fallback !== name ? [one(config.fallback)] : [];
      const whole = other.length > 0 ? withFallback(model, other, deps) : model;
      opened.set(name, whole);
      return whole;
    },
  };
}
