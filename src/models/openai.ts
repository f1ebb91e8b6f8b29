import type { Clock } from "../core/clock.ts";
import type { ModelLimits } from "../core/model.ts";
import { chatReader } from "./chat-reader.ts";
import { chatRequest } from "./chat-request.ts";
import { converse } from "./converse.ts";
import type { LiveModel } from "./live.ts";
import { type OpenaiConfig, openaiUrl, openClient } from "./openai-client.ts";
import { responsesReader } from "./responses-reader.ts";
import { responsesRequest } from "./responses-request.ts";
import { once } from "./sdk.ts";

/** A model of OpenAI or of any server that is compatible. `name` is the service's own name for it. */
export function openaiModel(
  name: string,
  config: OpenaiConfig,
  deps: { clock: Clock; limits: ModelLimits },
): LiveModel {
  const official = isOfficial(config.baseUrl ?? openaiUrl);
  const api = config.api ?? (official ? "responses" : "chat");
  const client = once(() => openClient(config));
  return {
    name: `openai/${name}`,
    limits: deps.limits,
    generate(request, signal) {
      if (api === "responses") {
        const send = async (aborted: AbortSignal) =>
          (await client()).responses
            .create(responsesRequest(name, request), { signal: aborted })
            .asResponse();
        return converse(send, responsesReader(), deps.clock, signal);
      }
      const send = async (aborted: AbortSignal) =>
        (await client()).chat.completions
          .create(chatRequest(name, request, official), { signal: aborted })
          .asResponse();
      return converse(send, chatReader(), deps.clock, signal);
    },
  };
}

/** Whether this is OpenAI's own service, in whichever region. */
export function isOfficial(baseUrl: string): boolean {
  const { hostname } = new URL(baseUrl);
  return hostname === "api.openai.com" || hostname.endsWith(".api.openai.com");
}
