import { z } from "zod";
import type { Backend } from "../backend.ts";
import { findModel } from "../catalogue.ts";
import { answer, type Exchange } from "../exchange.ts";
import { drawPng, pngSize } from "../png.ts";
import { firstProblem } from "../problem.ts";
import { textTokens } from "../tokens.ts";
import { refuse, refuseProblem } from "./errors.ts";
import type { FormFile } from "./form.ts";

/** Source of all: openai docs, "API reference: Create image, Create image edit" for the GPT Image models. */
const sizes = { "1024x1024": [1024, 1024], "1536x1024": [1536, 1024], "1024x1536": [1024, 1536] } as const;
const shared = {
  prompt: z.string().min(1).max(32_000),
  model: z.string().nullish(),
  size: z.enum(["auto", "1024x1024", "1536x1024", "1024x1536"]).nullish(),
  quality: z.enum(["auto", "low", "medium", "high"]).nullish(),
  background: z.enum(["auto", "opaque", "transparent"]).nullish(),
  output_format: z.enum(["png"], "the sandbox makes PNG only").nullish(),
  user: z.string().optional(),
};
const generateBody = z.strictObject({
  ...shared,
  n: z.int().min(1).max(10).nullish(),
  moderation: z.enum(["low", "auto"]).nullish(),
});
const file = z.custom<FormFile>(
  (value) => typeof value === "object" && value !== null && "bytes" in value,
  "expected a file",
);
const editBody = z.strictObject({
  ...shared,
  n: z.coerce.number().int().min(1).max(10).nullish(),
  image: file.optional(),
  "image[]": z.array(file).max(16).optional(),
  mask: file.optional(),
  input_fidelity: z.enum(["high", "low"]).nullish(),
});

/** `POST /images/generations` */
export async function generateImages(backend: Backend, x: Exchange): Promise<Response> {
  const parsed = generateBody.safeParse(x.body);
  if (!parsed.success) throw refuseProblem(firstProblem(parsed.error, x.body));
  return draw(backend, x, parsed.data, "");
}

/** `POST /images/edits` */
export async function editImages(backend: Backend, x: Exchange): Promise<Response> {
  const parsed = editBody.safeParse(x.body);
  if (!parsed.success) throw refuseProblem(firstProblem(parsed.error, x.body));
  const { image, mask, ...rest } = parsed.data;
  const images = [...(image ? [image] : []), ...(rest["image[]"] ?? [])];
  const [first] = images;
  if (!first)
    throw refuse(400, "Missing required parameter: 'image'.", {
      param: "image",
      code: "missing_required_parameter",
    });
  for (const each of images) checkImage(each);
  if (mask) checkMask(mask, first);
  return draw(backend, x, rest, Buffer.from(first.bytes.subarray(0, 4_096)).toString("latin1"));
}

function draw(
  backend: Backend,
  x: Exchange,
  body: z.infer<typeof generateBody> | Omit<z.infer<typeof editBody>, "image" | "mask">,
  source: string,
): Response {
  const id = body.model ?? "gpt-image-1.5";
  if (!findModel("openai", id, "image")) {
    throw refuse(400, `The model '${id}' does not exist.`, { param: "model", code: "invalid_value" });
  }
  const size = body.size && body.size !== "auto" ? body.size : "1024x1024";
  const [width, height] = sizes[size];
  const count = body.n ?? 1;
  const data = Array.from({ length: count }, (_, i) => ({
    b64_json: drawPng(width, height, `${body.prompt} ${source} ${i}`).toString("base64"),
  }));
  const input = textTokens(body.prompt);
  const output = 1_056 * count;
  return answer(x, {
    created: Math.floor(backend.clock.now() / 1000),
    data,
    background: "opaque",
    output_format: "png",
    quality: body.quality && body.quality !== "auto" ? body.quality : "medium",
    size,
    usage: {
      input_tokens: input,
      input_tokens_details: { text_tokens: input, image_tokens: 0 },
      output_tokens: output,
      total_tokens: input + output,
    },
  });
}

const maxBytes = 50 * 1024 * 1024;

function checkImage({ bytes, sizeBytes }: FormFile): void {
  if (sizeBytes > maxBytes)
    throw refuse(400, "Image is too large: at most 50 MB.", { param: "image", code: "image_too_large" });
  const head = Buffer.from(bytes.subarray(0, 12)).toString("latin1");
  if (pngSize(bytes) || head.startsWith("\xff\xd8\xff") || (head.startsWith("RIFF") && head.endsWith("WEBP")))
    return;
  throw refuse(400, "Invalid image file or mode, expected png, jpeg or webp.", {
    param: "image",
    code: "invalid_image_file",
  });
}

function checkMask(mask: FormFile, image: FormFile): void {
  const size = pngSize(mask.bytes);
  if (!size)
    throw refuse(400, "Invalid mask: expected a PNG.", { param: "mask", code: "invalid_image_file" });
  const wanted = pngSize(image.bytes);
  if (wanted && (wanted.width !== size.width || wanted.height !== size.height)) {
    const message = `Invalid mask image: its size ${size.width}x${size.height} is not that of the image.`;
    throw refuse(400, message, { param: "mask", code: "invalid_value" });
  }
}
