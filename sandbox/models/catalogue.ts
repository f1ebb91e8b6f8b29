/** A model the sandbox knows. `context` and `output` are tokens. */
export interface KnownModel {
  id: string;
  service: "openai" | "anthropic";
  use: "chat" | "image" | "transcription" | "speech";
  context: number;
  output: number;
}

const large = { context: 1_050_000, output: 128_000 };
const claude = { context: 1_000_000, output: 128_000 };
const small = { context: 200_000, output: 64_000 };
const none = { context: 0, output: 0 };

/**
 * `demo` is the sandbox's own and says so; `demo-tiny` has so little room that a test reaches its end.
 * Sources: openai docs, "Models"; anthropic docs, "Models overview".
 */
const models: readonly KnownModel[] = [
  { id: "demo", service: "openai", use: "chat", ...large },
  { id: "demo-tiny", service: "openai", use: "chat", context: 500, output: 100 },
  { id: "gpt-6.2-sol", service: "openai", use: "chat", ...large },
  { id: "gpt-6.1-sol", service: "openai", use: "chat", ...large },
  { id: "gpt-6-luna", service: "openai", use: "chat", ...large },
  { id: "gpt-5.4-mini", service: "openai", use: "chat", context: 400_000, output: 128_000 },
  { id: "gpt-4.1", service: "openai", use: "chat", context: 1_047_576, output: 32_768 },
  { id: "gpt-4o-mini", service: "openai", use: "chat", context: 128_000, output: 16_384 },
  { id: "gpt-image-1.5", service: "openai", use: "image", ...none },
  { id: "gpt-image-2", service: "openai", use: "image", ...none },
  { id: "gpt-4o-transcribe", service: "openai", use: "transcription", ...none },
  { id: "gpt-4o-mini-transcribe", service: "openai", use: "transcription", ...none },
  { id: "whisper-1", service: "openai", use: "transcription", ...none },
  { id: "gpt-4o-mini-tts", service: "openai", use: "speech", ...none },
  { id: "tts-1", service: "openai", use: "speech", ...none },
  { id: "demo", service: "anthropic", use: "chat", ...claude },
  { id: "demo-tiny", service: "anthropic", use: "chat", context: 500, output: 100 },
  { id: "claude-opus-5-5", service: "anthropic", use: "chat", ...claude },
  { id: "claude-sonnet-5-5", service: "anthropic", use: "chat", ...claude },
  { id: "claude-haiku-5-5", service: "anthropic", use: "chat", ...claude },
  { id: "claude-haiku-4-5", service: "anthropic", use: "chat", ...small },
];

export function modelsOf(service: KnownModel["service"]): KnownModel[] {
  return models.filter((m) => m.service === service);
}

export function findModel(service: KnownModel["service"], id: string, use: KnownModel["use"] = "chat") {
  return models.find((m) => m.service === service && m.id === id && m.use === use);
}
