import type { Clock } from "../core/clock.ts";
import { ParleyError } from "../core/errors.ts";
import type { Model, ModelLimits } from "../core/model.ts";
import { type Usage, withAccounting } from "./accounting.ts";
import { type AnthropicConfig, anthropicModel } from "./anthropic.ts";
import { type Deadlines, withDeadline } from "./deadline.ts";
import { limitsOf } from "./limits.ts";
import { type OpenaiConfig, openaiModel } from "./openai.ts";
import { withRetry } from "./retry.ts";

export interface ModelsConfig {
  openai?: OpenaiConfig;
  anthropic?: AnthropicConfig;
  /** Instead of what `limitsOf` knows, for a model it does not know. */
  limits?: Partial<ModelLimits>;
  deadlines?: Deadlines;
}

export interface ModelDeps {
  clock: Clock;
  /** 0 to 1, spreads retries. */
  random: () => number;
  /** Told what each request cost, retried ones included. */
  onUsage(usage: Usage): void;
}

/**
 * A model by the name people know it by, with accounting, deadlines and retries around it.
 * @param name `openai/NAME` or `anthropic/NAME`.
 * @throws bad_input for a name of another form, or of a service that is not configured
 */
export function openModel(name: string, config: ModelsConfig, deps: ModelDeps): Model {
  const [, service, own] = /^(openai|anthropic)\/(.+)$/.exec(name) ?? [];
  if (!own) throw new ParleyError("bad_input", "a model is named openai/NAME or anthropic/NAME");
  const limits = limitsOf(own, config.limits);
  const made = { clock: deps.clock, limits };
  const { openai, anthropic, deadlines } = config;
  const model =
    service === "openai"
      ? openai && openaiModel(own, openai, made)
      : anthropic && anthropicModel(own, anthropic, made);
  if (!model) throw new ParleyError("bad_input", "the model's service is not configured");
  return withRetry(withDeadline(withAccounting(model, deps.onUsage), deps, deadlines), deps);
}
