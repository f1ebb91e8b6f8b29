import { z } from "zod";
import { functionName } from "./responses-schema.ts";

/** Source of all: openai docs, "API reference: Create chat completion". */
const dataUrl = /^data:image\/(png|jpeg|gif|webp);base64,[A-Za-z0-9+/]+={0,2}$/;
const text = z.strictObject({ type: z.literal("text"), text: z.string() });
const image = z.strictObject({
  type: z.literal("image_url"),
  image_url: z.strictObject({
    url: z.string().refine((url) => /^https?:/.test(url) || dataUrl.test(url), "expected an image"),
    detail: z.enum(["low", "high", "auto"]).optional(),
  }),
});
const texts = z.union([z.string(), z.array(text).min(1)]);

const toolCall = z.strictObject({
  id: z.string(),
  type: z.literal("function"),
  function: z.strictObject({ name: functionName, arguments: z.string() }),
});

const message = z.discriminatedUnion("role", [
  z.strictObject({ role: z.enum(["system", "developer"]), content: texts, name: z.string().optional() }),
  z.strictObject({
    role: z.literal("user"),
    content: z.union([z.string(), z.array(z.discriminatedUnion("type", [text, image])).min(1)]),
    name: z.string().optional(),
  }),
  z
    .strictObject({
      role: z.literal("assistant"),
      content: texts.nullish(),
      refusal: z.string().nullish(),
      name: z.string().optional(),
      tool_calls: z.array(toolCall).min(1).optional(),
    })
    .refine(
      (m) => m.tool_calls || typeof m.content === "string" || m.content,
      "expected content or tool_calls",
    ),
  z.strictObject({ role: z.literal("tool"), content: texts, tool_call_id: z.string() }),
]);

const tool = z.strictObject({
  type: z.literal("function"),
  function: z.strictObject({
    name: functionName,
    description: z.string().optional(),
    parameters: z.record(z.string(), z.unknown()).optional(),
    strict: z.boolean().nullish(),
  }),
});

/** What the sandbox does not do but the service takes. */
const accepted = z.unknown().optional();

export const chatBody = z.strictObject({
  model: z.string(),
  messages: z.array(message).min(1, "expected at least one message"),
  stream: z.boolean().nullish(),
  stream_options: z
    .strictObject({ include_usage: z.boolean().optional(), include_obfuscation: z.boolean().optional() })
    .nullish(),
  max_tokens: z.int().min(1).nullish(),
  max_completion_tokens: z.int().min(1).nullish(),
  tools: z.array(tool).min(1).optional(),
  tool_choice: accepted,
  parallel_tool_calls: z.boolean().optional(),
  temperature: z.number().min(0).max(2).nullish(),
  top_p: z.number().min(0).max(1).nullish(),
  n: z.literal(1).nullish(),
  stop: z.union([z.string(), z.array(z.string()).max(4)]).nullish(),
  store: z.boolean().nullish(),
  metadata: z.record(z.string().max(64), z.string().max(512)).nullish(),
  user: z.string().optional(),
  safety_identifier: z.string().max(64).nullish(),
  seed: z.int().nullish(),
  frequency_penalty: z.number().min(-2).max(2).nullish(),
  presence_penalty: z.number().min(-2).max(2).nullish(),
  response_format: accepted,
  reasoning_effort: accepted,
  verbosity: accepted,
  service_tier: accepted,
  prompt_cache_key: accepted,
});

export type ChatBody = z.infer<typeof chatBody>;
export type ChatMessage = z.infer<typeof message>;
