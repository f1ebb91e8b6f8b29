import type { OpenAI } from "openai";
import { sdkTimeoutMs } from "./sdk.ts";

export interface OpenaiConfig {
  /** Absent for a compatible server that asks for none. */
  apiKey?: string;
  /** Of the official service when absent. */
  baseUrl?: string;
  /** Which API to speak: Responses on the official service, Chat Completions elsewhere, unless told. */
  api?: "responses" | "chat";
}

export const openaiUrl = "https://api.openai.com/v1";

/** What is not given here the SDK would read from the environment, so all of it is. */
export async function openClient({ apiKey, baseUrl }: OpenaiConfig): Promise<OpenAI> {
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
