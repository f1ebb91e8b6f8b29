import type { Backend } from "../backend.ts";
import { findModel } from "../catalogue.ts";
import { answer, type Exchange, Refusal } from "../exchange.ts";
import type { ImageAsked, ImageErrorCode, ImageReply } from "../image-steps.ts";
import { drawPicture } from "../picture.ts";
import type { ErrorStatus } from "../steps.ts";
import { imageTokens, textTokens } from "../tokens.ts";
import { errorBody, refuse } from "./errors.ts";
import type { FormFile } from "./form.ts";
import { scriptedError } from "./scripted-error.ts";

/** A request that is in order. */
export interface ImageOrder {
  api: ImageAsked["api"];
  model: string;
  prompt: string;
  count: number;
  size: string;
  quality: string;
  images: readonly FormFile[];
  mask: FormFile | undefined;
}

/** Makes the pictures, or does what a script says instead. */
export async function answerImages(backend: Backend, x: Exchange, order: ImageOrder): Promise<Response> {
  const { api, model, prompt, count, images, mask } = order;
  if (!findModel("openai", model, "image")) {
    throw refuse(400, `The model '${model}' does not exist.`, { param: "model", code: "invalid_value" });
  }
  const asked = { api, model, prompt, count, sources: images.length, masked: mask !== undefined };
  const reply = await backend.images(asked);
  const pictures = reply.filter(({ kind }) => kind !== "wait");
  if (pictures.length !== count || pictures.some(({ kind }) => kind !== "drawn")) x.entry.struck = true;
  const size = order.size === "auto" ? "1024x1024" : (order.size as keyof typeof outputTokens);
  const quality = order.quality === "auto" ? "medium" : (order.quality as "low" | "medium" | "high");
  const data = await play(backend, x, reply, { ...order, size });
  const text = textTokens(prompt);
  const image = imageTokens * (images.length + (mask ? 1 : 0));
  const output = outputTokens[size][quality] * data.length;
  return answer(x, {
    created: Math.floor(backend.clock.now() / 1000),
    data,
    background: "opaque",
    output_format: "png",
    quality,
    size,
    usage: {
      input_tokens: text + image,
      input_tokens_details: { text_tokens: text, image_tokens: image },
      output_tokens: output,
      output_tokens_details: { text_tokens: 0, image_tokens: output },
      total_tokens: text + image + output,
    },
  });
}

/** Source: openai docs, "Image generation: Cost and latency". */
const outputTokens = {
  "1024x1024": { low: 272, medium: 1_056, high: 4_160 },
  "1536x1024": { low: 400, medium: 1_568, high: 6_208 },
  "1024x1536": { low: 408, medium: 1_584, high: 6_240 },
} as const;

async function play(backend: Backend, x: Exchange, reply: ImageReply, order: ImageOrder) {
  const data: { b64_json?: string; url?: string }[] = [];
  const give = (bytes: Uint8Array) => data.push({ b64_json: Buffer.from(bytes).toString("base64") });
  for (const step of reply) {
    switch (step.kind) {
      case "drawn":
        give(draw(order, data.length));
        break;
      case "bytes":
        give(step.bytes);
        break;
      case "empty":
        give(new Uint8Array());
        break;
      case "url":
        data.push({ url: step.url });
        break;
      case "wait":
        await backend.clock.sleep(step.ms, x.c.req.raw.signal);
        break;
      case "error":
        throw new Refusal(step.status, scripted(step.status, step.code), step.headers);
      case "reset":
      case "stall":
        return backend.interrupt(x, step.kind);
    }
  }
  return data;
}

function draw({ prompt, count, size, images, mask }: ImageOrder, index: number): Buffer {
  const [width = 0, height = 0] = size.split("x").map(Number);
  const words = count > 1 ? `${index + 1} OF ${count} ${prompt}` : prompt;
  return drawPicture(width, height, { words, source: images[0]?.bytes, mask: mask?.bytes });
}

/** Sources: openai docs, "Image generation: Content moderation"; "Error codes". */
function scripted(status: ErrorStatus, code: ImageErrorCode | undefined) {
  switch (code) {
    case "moderation_blocked": {
      const message =
        "Your request was rejected by the safety system. If you believe this is an error, contact us at help.openai.com and include the request ID. safety_violations=[violence].";
      const moderation_details = { moderation_stage: "input", categories: ["violence"] };
      const { error } = errorBody(message, { type: "image_generation_user_error", code });
      return { error: { ...error, moderation_details } };
    }
    case "billing_hard_limit_reached":
      return errorBody("Billing hard limit has been reached.", { type: "billing_limit_user_error", code });
    case undefined:
      return scriptedError(status);
  }
}
