/** One thing a scripted model does, in order. What comes after `end`, `reset`, `stall` or `error` is not reached. */
export type Step =
  /** One piece of text as it would be streamed. */
  | { kind: "text"; text: string }
  /** `args` as the model would write it: text goes out as it is, so it may be invalid JSON. */
  | { kind: "tool-call"; name: string; args: string | Record<string, unknown>; id?: string }
  /** Reasoning that is not shown to people. */
  | { kind: "thinking" }
  /** A keep-alive without content. */
  | { kind: "ping" }
  /** Nothing for `ms` by the sandbox's clock. */
  | { kind: "wait"; ms: number }
  /** Token counts to report instead of the sandbox's own estimate. */
  | ({ kind: "usage" } & Counts)
  | { kind: "end"; reason: FinishReason }
  /** First: the whole answer is this HTTP status. Later: the service's error event inside the stream. */
  | { kind: "error"; status: ErrorStatus; headers?: Record<string, string> }
  /** The connection is cut here. */
  | { kind: "reset" }
  /** The answer ends here in good order, but unfinished: no event says that it is complete. */
  | { kind: "cut" }
  /** Nothing more, and the connection stays open. */
  | { kind: "stall" };

/** Tokens. What was read from a cache or written to one is among `inputTokens`. */
export interface Counts {
  inputTokens: number;
  outputTokens: number;
  cacheReadTokens?: number;
  cacheWriteTokens?: number;
}

export type FinishReason = "stop" | "length" | "refusal" | "content_filter" | "tool_calls";
export type ErrorStatus = 400 | 401 | 403 | 404 | 413 | 429 | 500 | 503 | 529;

export type Reply = readonly Step[];

/** A request as a script sees it, whichever service it came to. */
export interface Asked {
  service: "openai" | "anthropic";
  api: "responses" | "chat" | "messages";
  model: string;
  system: string;
  turns: readonly Turn[];
  /** Names of the tools on offer. */
  tools: readonly string[];
  inputTokens: number;
}

export interface Turn {
  role: "user" | "assistant" | "tool";
  text: string;
  images: number;
}

/** What the person said last. */
export function lastWords(asked: Asked): string {
  return asked.turns.findLast((turn) => turn.role === "user")?.text ?? "";
}
