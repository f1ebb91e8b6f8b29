import type { Anthropic } from "@anthropic-ai/sdk";
import type { Clock } from "../core/clock.ts";
import type { ModelLimits } from "../core/model.ts";
import { anthropicReader } from "./anthropic-reader.ts";
import { anthropicRequest } from "./anthropic-request.ts";
import { converse } from "./converse.ts";
import type { LiveModel } from "./live.ts";
import { once, sdkTimeoutMs } from "./sdk.ts";

export interface AnthropicConfig {
  apiKey: string;
  /** Of the official service when absent. */
  baseUrl?: string;
}

export const anthropicUrl = "https://api.anthropic.com";

/** A model of Anthropic. `name` is the service's own name for it. */
export function anthropicModel(
  name: string,
  config: AnthropicConfig,
  deps: { clock: Clock; limits: ModelLimits },
): LiveModel {
  const client = once(() => openClient(config));
  return {
    name: `anthropic/${name}`,
    limits: deps.limits,
    generate(request, signal) {
      const send = async (aborted: AbortSignal) =>
        (await client()).messages
          .create(anthropicRequest(name, request, deps.limits), { signal: aborted })
          .asResponse();
      return converse(send, anthropicReader(), deps.clock, signal);
    },
  };
}

/** What is not given here the SDK would read from the environment, so all of it is. */
async function openClient({ apiKey, baseUrl }: AnthropicConfig): Promise<Anthropic> {
  const { Anthropic } = await import("@anthropic-ai/sdk");
  return new Anthropic({
    apiKey,
    baseURL: baseUrl ?? anthropicUrl,
    webhookKey: null,
    maxRetries: 0,
    timeout: sdkTimeoutMs,
    logLevel: "off",
  });
}
