import type { OpenAI } from "openai";
import type { Clock } from "../core/clock.ts";
import type { ModelLimits } from "../core/model.ts";
import { chatReader } from "./chat-reader.ts";
import { chatRequest } from "./chat-request.ts";
import { converse } from "./converse.ts";
import type { LiveModel } from "./live.ts";
import { responsesReader } from "./responses-reader.ts";
import { responsesRequest } from "./responses-request.ts";
import { once, sdkTimeoutMs } from "./sdk.ts";

export interface OpenaiConfig {
  /** Absent for a compatible server that asks for none. */
  apiKey?: string;
  /** Of the official service when absent. */
  baseUrl?: string;
  /** Which API to speak: Responses on the official service, Chat Completions elsewhere, unless told. */
  api?: "responses" | "chat";
}

export const openaiUrl = "https://api.openai.com/v1";

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

/** What is not given here the SDK would read from the environment, so all of it is. */
async function openClient({ apiKey, baseUrl }: OpenaiConfig): Promise<OpenAI> {
  const { OpenAI } = await import("openai");
  return new OpenAI({
    apiKey: apiKey || "none",
    baseURL: baseUrl ?? openaiUrl,
    organization: null,
    project: null,
    adminAPIKey: null,
    webhookSecret: null,
    maxRetries: 0,
    timeout: sdkTimeoutMs,
    logLevel: "off",
  });
}
