import { z } from "zod";
import { ParleyError } from "../core/errors.ts";
import type { MadeImages } from "../core/image-model.ts";
import { imageWords } from "../core/image-words.ts";
import type { TokenCounts } from "../core/model.ts";
import { pictureMime } from "./image-bytes.ts";

/** An answer as a provider reads it, not yet priced; it may hold no picture. */
export interface GivenImages extends Omit<MadeImages, "usage"> {
  tokens?: ImageTokens;
}

/** Those of pictures are among the others. */
export interface ImageTokens extends TokenCounts {
  inputImageTokens?: number;
  outputImageTokens?: number;
}

const count = z.int().nonnegative();
/** Source: openai docs, "API reference: The image generation response". */
const shape = z.object({
  data: z.array(z.object({ b64_json: z.string().nullish(), url: z.string().nullish() })).nullish(),
  usage: z
    .object({
      input_tokens: count,
      output_tokens: count,
      input_tokens_details: z.object({ image_tokens: count.nullish() }).nullish(),
      output_tokens_details: z.object({ image_tokens: count.nullish() }).nullish(),
    })
    .nullish()
    // compatible servers count in ways of their own; their pictures are good all the same
    .catch(undefined),
});

/** Ten of the largest pictures in base64 stay below it. */
const maxBytes = 256 * 1024 * 1024;

/**
 * Reads an answer with pictures. Nothing is fetched from an address that it names: whoever runs a model server, or
 * talks it into one, could have Parley call whatever it reaches.
 * @throws ParleyError `model_unusable` for what is no such answer, and the connection's own error
 */
export async function readImages(answer: Response, asked: number): Promise<GivenImages> {
  const parsed = shape.safeParse(await readJson(answer));
  if (!parsed.success) throw unusable("the image service's answer has another shape than expected");
  const { data, usage } = parsed.data;
  const images: GivenImages["images"] = [];
  const lacking: string[] = [];
  for (const { b64_json, url } of data ?? []) {
    const bytes = Buffer.from((b64_json ?? "").replace(/^data:[^,]*,/, ""), "base64");
    const mime = pictureMime(bytes);
    if (mime) images.push({ mime, bytes: new Uint8Array(bytes) });
    else if (bytes.length > 0) lacking.push(imageWords.lacking.damaged);
    else lacking.push(url ? imageWords.lacking.address : imageWords.lacking.empty);
  }
  while (images.length + lacking.length < asked) lacking.push(imageWords.lacking.absent);
  return {
    images,
    ...(lacking.length > 0 ? { lacking } : {}),
    ...(usage ? { tokens: tokensOf(usage) } : {}),
  };
}

function tokensOf(usage: NonNullable<z.infer<typeof shape>["usage"]>): ImageTokens {
  return {
    inputTokens: usage.input_tokens,
    outputTokens: usage.output_tokens,
    inputImageTokens: usage.input_tokens_details?.image_tokens ?? 0,
    // "The number of image tokens in the output image", where they are not told apart
    outputImageTokens: usage.output_tokens_details?.image_tokens ?? usage.output_tokens,
  };
}

async function readJson(answer: Response): Promise<unknown> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of answer.body ?? []) {
    size += chunk.length;
    if (size > maxBytes) throw unusable("the image service's answer is larger than any picture");
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString());
  } catch {
    throw unusable("the image service's answer is no JSON");
  }
}

function unusable(message: string): ParleyError {
  return new ParleyError("model_unusable", message);
}
