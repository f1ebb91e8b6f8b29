import { z } from "zod";

/** Source of all: openai docs, "API reference: Create a model response". */
const dataUrl = /^data:image\/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/]+={0,2}$/;

const inputText = z.strictObject({ type: z.literal("input_text"), text: z.string() });
const inputImage = z.strictObject({
  type: z.literal("input_image"),
  image_url: z.string().refine((url) => /^https?:/.test(url) || dataUrl.test(url), "expected an image"),
  detail: z.enum(["low", "high", "auto", "original"]).nullish(),
});
const content = z.union([z.string(), z.array(z.discriminatedUnion("type", [inputText, inputImage])).min(1)]);

const given = z.strictObject({
  type: z.literal("message").optional(),
  role: z.enum(["user", "system", "developer"]),
  content,
});
const outputText = z.strictObject({
  type: z.literal("output_text"),
  text: z.string(),
  annotations: z.array(z.unknown()).optional(),
  logprobs: z.array(z.unknown()).optional(),
});
const answered = z.strictObject({
  type: z.literal("message").optional(),
  id: z.string().optional(),
  role: z.literal("assistant"),
  status: z.string().optional(),
  content: z.union([z.string(), z.array(outputText)]),
});
const called = z.strictObject({
  type: z.literal("function_call"),
  id: z.string().optional(),
  call_id: z.string().min(1).max(64),
  name: z.string(),
  arguments: z.string(),
  status: z.string().optional(),
});
const result = z.strictObject({
  type: z.literal("function_call_output"),
  id: z.string().optional(),
  call_id: z.string().min(1).max(64),
  output: z.string().max(10_485_760),
  status: z.string().optional(),
});
const messageItem = z.discriminatedUnion("role", [given, answered]);
const toolItem = z.discriminatedUnion("type", [called, result]);

export const functionName = z
  .string()
  .regex(/^[a-zA-Z0-9_-]{1,64}$/, "expected a name of letters, digits, _ and -");

const tool = z.strictObject({
  type: z.literal("function"),
  name: functionName,
  description: z.string().nullish(),
  parameters: z.record(z.string(), z.unknown()).nullable(),
  strict: z.boolean().nullable(),
});

/** What the sandbox does not do but the service takes. */
const accepted = z.unknown().optional();

export const responsesBody = z.strictObject({
  model: z.string(),
  input: z.union([z.string(), z.array(z.union([messageItem, toolItem]))]),
  instructions: z.string().nullish(),
  stream: z.boolean().nullish(),
  stream_options: z.strictObject({ include_obfuscation: z.boolean().optional() }).nullish(),
  max_output_tokens: z.int().min(16).nullish(),
  tools: z.array(tool).optional(),
  tool_choice: accepted,
  parallel_tool_calls: z.boolean().nullish(),
  store: z.boolean().nullish(),
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().min(0).max(1).nullish(),
  metadata: z.record(z.string().max(64), z.string().max(512)).nullish(),
  safety_identifier: z.string().max(64).nullish(),
  user: z.string().optional(),
  reasoning: accepted,
  text: accepted,
  truncation: z.enum(["auto", "disabled"]).nullish(),
  include: accepted,
  service_tier: accepted,
  prompt_cache_key: accepted,
  prompt_cache_options: accepted,
  max_tool_calls: accepted,
  top_logprobs: accepted,
});

export type ResponsesBody = z.infer<typeof responsesBody>;
export type InputItem = z.infer<typeof messageItem> | z.infer<typeof toolItem>;
