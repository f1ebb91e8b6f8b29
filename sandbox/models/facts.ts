/** A rule of the real services that the sandbox keeps. Each id stands in the title of the test that shows it. */
export interface Fact {
  id: string;
  fact: string;
  /** Public source. */
  source: string;
}

export const facts: readonly Fact[] = [
  {
    id: "OPENAI-AUTH",
    fact: "A missing or wrong key is answered with 401, a wrong one with the code invalid_api_key.",
    source: "openai docs: error codes",
  },
  {
    id: "OPENAI-ERROR-SHAPE",
    fact: "Every error is { error: { message, type, param, code } }, and every answer has an x-request-id.",
    source: "openai docs: API reference, debugging requests",
  },
  {
    id: "OPENAI-PARAMETERS",
    fact: "Missing, unknown, mistyped and out-of-range parameters are refused with 400 and named in param.",
    source: "openai docs: API reference",
  },
  {
    id: "OPENAI-JSON",
    fact: "A body that is not JSON, or not sent as JSON, is refused with 400.",
    source: "openai docs: API reference",
  },
  {
    id: "OPENAI-UNKNOWN-MODEL",
    fact: "An unknown model is answered with 404 and the code model_not_found.",
    source: "openai docs: error codes",
  },
  {
    id: "OPENAI-CONTEXT",
    fact: "Input beyond the model's context window is refused with 400 and the code context_length_exceeded.",
    source: "openai docs: conversation state, managing the context window",
  },
  {
    id: "OPENAI-OUTPUT-LIMIT",
    fact: "An output limit below 16 tokens (Responses) or above the model's own is refused with 400.",
    source: "openai docs: API reference, create a model response",
  },
  {
    id: "OPENAI-REASONING-LIMIT",
    fact: "Reasoning models refuse max_tokens and take max_completion_tokens.",
    source: "openai docs: reasoning models",
  },
  {
    id: "OPENAI-IMAGE-INPUT",
    fact: "Images come as URLs or as base64 data URLs of png, jpeg, gif or webp; others are refused.",
    source: "openai docs: images and vision, image input requirements",
  },
  {
    id: "OPENAI-TOOL-PAIRS",
    fact: "A tool's output needs its call before it, and each call its output.",
    source: "openai docs: function calling",
  },
  {
    id: "OPENAI-TOOL-NAMES",
    fact: "Function names have 1 to 64 letters, digits, underscores and dashes.",
    source: "openai docs: API reference, create chat completion",
  },
  {
    id: "OPENAI-RESPONSES-STREAM",
    fact: "A streamed response is a numbered run of typed events from response.created to response.completed.",
    source: "openai docs: API reference, streaming events",
  },
  {
    id: "OPENAI-RESPONSES-INCOMPLETE",
    fact: "A response cut by its limit or by a filter ends with response.incomplete and says which.",
    source: "openai docs: API reference, the response object",
  },
  {
    id: "OPENAI-CACHED-INPUT",
    fact: "Tokens read from a cache or written to it are among the input's, and its details say how many they are.",
    source: "openai docs: prompt caching; API reference, the response object",
  },
  {
    id: "OPENAI-CHAT-STREAM",
    fact: "Streamed chunks end with a finish_reason, usage on request in one more chunk without choices, and [DONE].",
    source: "openai docs: API reference, chat completion chunk",
  },
  {
    id: "OPENAI-CHAT-STREAM-OPTIONS",
    fact: "stream_options without stream is refused.",
    source: "openai docs: API reference, create chat completion",
  },
  {
    id: "OPENAI-RATE-LIMIT",
    fact: "Too many requests are answered with 429, the code rate_limit_exceeded and Retry-After.",
    source: "openai docs: rate limits",
  },
  {
    id: "OPENAI-IMAGE-MAKING",
    fact: "GPT Image models answer with base64 only, 1 to 10 images, and take no response_format; DALL-E is retired.",
    source: "openai docs: API reference, create image; deprecations",
  },
  {
    id: "OPENAI-IMAGE-EDITING",
    fact: "An edit takes 1 to 16 pictures, each a whole png, jpeg or webp below 50 MB that is declared to be one.",
    source:
      "openai docs: API reference, create image edit; prism-php/prism pull request 725 (the declared type)",
  },
  {
    id: "OPENAI-IMAGE-MASK",
    fact: "A mask is a PNG below 4 MB with an alpha channel and the size of the first picture.",
    source: "openai docs: API reference, create image edit",
  },
  {
    id: "OPENAI-IMAGE-USAGE",
    fact: "Text and picture tokens of the input are told apart; the output's grow with quality, size and number.",
    source: "openai docs: image generation, cost and latency; API reference, the image generation response",
  },
  {
    id: "OPENAI-IMAGE-MODERATION",
    fact: "What the safety system stops is 400 with type image_generation_user_error and code moderation_blocked.",
    source: "openai docs: image generation, content moderation; jeffstric/ZJT issue 480 (the body)",
  },
  {
    id: "OPENAI-TRANSCRIPTION",
    fact: "Sound comes as one file of a known extension, at most 25 MB; only whisper-1 makes subtitles.",
    source: "openai docs: speech to text",
  },
  {
    id: "OPENAI-SPEECH",
    fact: "Text of at most 4096 characters is spoken by a known voice.",
    source: "openai docs: API reference, create speech",
  },
  {
    id: "OPENAI-MODELS",
    fact: "The models are listed, and each can be asked for.",
    source: "openai docs: API reference, models",
  },
  {
    id: "ANTHROPIC-AUTH",
    fact: "A missing or wrong key is answered with 401 and authentication_error.",
    source: "anthropic docs: API errors",
  },
  {
    id: "ANTHROPIC-VERSION",
    fact: "The header anthropic-version is required and must name a known version.",
    source: "anthropic docs: API versioning",
  },
  {
    id: "ANTHROPIC-ERROR-SHAPE",
    fact: 'Every error is { type: "error", error: { type, message }, request_id }, and every answer has a request-id.',
    source: "anthropic docs: API errors",
  },
  {
    id: "ANTHROPIC-PARAMETERS",
    fact: "Missing, unknown, mistyped and out-of-range parameters are refused with 400 and named; max_tokens is required.",
    source: "anthropic docs: API reference, create a message",
  },
  {
    id: "ANTHROPIC-SAMPLING",
    fact: "From API version 2026-10-21 on, temperature, top_p and top_k are refused.",
    source: "anthropic docs: migrating to API version 2026-10-21",
  },
  {
    id: "ANTHROPIC-PREFILL",
    fact: "Models after the 4.5 family refuse a conversation that ends with an assistant message.",
    source: "anthropic docs: API errors, prefill not supported",
  },
  {
    id: "ANTHROPIC-UNKNOWN-MODEL",
    fact: "An unknown model is answered with 404 and not_found_error.",
    source: "anthropic docs: API errors",
  },
  {
    id: "ANTHROPIC-CONTEXT",
    fact: 'Input beyond the context window is refused with 400, "prompt is too long".',
    source: "anthropic docs: context windows",
  },
  {
    id: "ANTHROPIC-OUTPUT-LIMIT",
    fact: "max_tokens above the model's own limit is refused with 400.",
    source: "anthropic docs: models overview",
  },
  {
    id: "ANTHROPIC-EMPTY-TEXT",
    fact: "Empty text blocks, empty messages and a final assistant message ending in white space are refused.",
    source: "anthropic docs: API reference, create a message",
  },
  {
    id: "ANTHROPIC-IMAGE-INPUT",
    fact: "Images are png, jpeg, gif or webp of at most 5 MB in base64.",
    source: "anthropic docs: vision",
  },
  {
    id: "ANTHROPIC-TOOL-PAIRS",
    fact: "All results of a message's tool calls stand in the next message, and none without a call.",
    source: "anthropic docs: handle tool calls",
  },
  {
    id: "ANTHROPIC-STREAM",
    fact: "A streamed message runs from message_start over content blocks and pings to message_delta and message_stop.",
    source: "anthropic docs: streaming messages",
  },
  {
    id: "ANTHROPIC-REFUSAL",
    fact: "An answer that classifiers stop, before or after text was sent, ends with stop_reason refusal.",
    source: "anthropic docs: handling stop reasons",
  },
  {
    id: "ANTHROPIC-CACHED-INPUT",
    fact: "input_tokens leaves out what was read from a cache or written to it; both have counts of their own.",
    source: "anthropic docs: prompt caching, tracking cache performance",
  },
  {
    id: "ANTHROPIC-OVERLOADED",
    fact: "429 is rate_limit_error with Retry-After, 529 overloaded_error; inside a stream they come as an error event.",
    source: "anthropic docs: API errors",
  },
  {
    id: "ANTHROPIC-COUNT-TOKENS",
    fact: "Tokens can be counted without an answer being made; max_tokens is not taken there.",
    source: "anthropic docs: token counting",
  },
  {
    id: "ANTHROPIC-MODELS",
    fact: "The models are listed with their limits, and each can be asked for.",
    source: "anthropic docs: API reference, models",
  },
];
