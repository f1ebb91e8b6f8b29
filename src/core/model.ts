/** The chat model port. Providers implement it; retry, deadlines and accounting are `Model → Model` wrappers. */
export interface Model {
  /** `openai/NAME` or `anthropic/NAME`, as people and `PARLEY_CHAT_MODEL` name it. */
  readonly name: string;
  readonly limits: ModelLimits;
  /**
   * Yields text and tool calls as they come and exactly one `end`, last; `usage` at most once before it.
   * Throws `ParleyError` (`model_*`, `context_too_long`, `cancelled` when `signal` is aborted): an aborted
   * stream never looks like a finished one. Breaking out of the loop closes the request.
   */
  generate(request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelEvent>;
}

/** Counts are tokens. */
export interface ModelLimits {
  context: number;
  output: number;
}

export interface ModelRequest {
  system: string;
  messages: readonly ModelMessage[];
  tools?: readonly ModelTool[];
  /** Tokens the answer may take; the model's own limit when absent. */
  maxOutput?: number;
}

export type ModelMessage =
  | { role: "user"; parts: readonly ModelPart[] }
  | { role: "assistant"; text: string; toolCalls?: readonly ToolCall[] }
  | { role: "tool"; callId: string; result: string; isError?: boolean };

export type ModelPart = { kind: "text"; text: string } | { kind: "image"; mime: string; bytes: Uint8Array };

interface ModelTool {
  name: string;
  description: string;
  /** JSON Schema 2020-12 of the arguments object. */
  parameters: Record<string, unknown>;
}

/** `args` is the JSON text as the model wrote it: it may be invalid, and whoever runs the tool says so to it. */
export interface ToolCall {
  id: string;
  name: string;
  args: string;
}

/** What a request took. What came from a cache or went into one is priced otherwise, and is part of `inputTokens`. */
export interface TokenCounts {
  inputTokens: number;
  outputTokens: number;
  cacheReadTokens?: number;
  cacheWriteTokens?: number;
}

interface ModelUsage extends TokenCounts {
  kind: "usage";
  /** `Model.name` of the model that answered, where it is not the one that was asked. */
  model?: string;
  /** Nano-dollars; absent where no price is known. */
  costNanoUsd?: number;
}

/** What a call took, of the model that answered it. */
export interface CallUsage {
  /** `Model.name`. */
  model: string;
  inputTokens: number;
  outputTokens: number;
  /** Nano-dollars; absent where no price is known. */
  costNanoUsd?: number;
}

export type ModelEvent =
  | { kind: "text"; text: string }
  | { kind: "tool-call"; call: ToolCall }
  | ModelUsage
  | { kind: "end"; reason: EndReason };

/**
 * `length`: the output limit was reached. `refusal`: the model declined.
 * `filter`: the service withdrew the answer; text already shown must be taken back.
 */
export type EndReason = "stop" | "length" | "refusal" | "filter" | "tool-calls";
