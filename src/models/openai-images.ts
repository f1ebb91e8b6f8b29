import type { OpenAI } from "openai";
import type { Clock } from "../core/clock.ts";
import { ParleyError } from "../core/errors.ts";
import type { Picture } from "../core/pictures.ts";
import type { ImageCall, MakeImages } from "./image-call.ts";
import { explainImage } from "./image-failure.ts";
import { type GivenImages, readImages } from "./image-reader.ts";
import { isOfficial } from "./openai.ts";
import { type OpenaiConfig, openaiUrl, openClient } from "./openai-client.ts";
import { once } from "./sdk.ts";

/** What makes pictures with a model of OpenAI or of any server that is compatible. */
export function openaiImages(
  name: string,
  config: OpenaiConfig,
  deps: { clock: Clock },
): MakeImages<GivenImages> {
  const client = once(() => openClient(config));
  const form = formOf(name, config.baseUrl ?? openaiUrl);
  return async (call, signal) => {
    let answer: Response;
    try {
      answer = await send(await client(), { model: name, ...parameters(call, form) }, call, signal);
    } catch (error) {
      throw signal.aborted ? cancelled() : explainImage(error, deps.clock);
    }
    try {
      return await readImages(answer, call.count);
    } catch (error) {
      if (signal.aborted) throw cancelled();
      if (error instanceof ParleyError) throw error;
      // the pictures were made and are paid for, so asking again would cost as much once more
      throw new ParleyError("model_unreachable", "the image service's answer broke off", { cause: error });
    }
  };
}

type Form = "gpt-image" | "older";

/**
 * GPT Image models answer with base64 and refuse `response_format`, behind a compatible server (a proxy) too; other
 * models answer with an address unless told otherwise. Source: openai docs, "API reference: Create image".
 */
function formOf(name: string, baseUrl: string): Form {
  return isOfficial(baseUrl) || /(^|\/)(gpt|chatgpt)-image/.test(name) ? "gpt-image" : "older";
}

const sizes = { auto: "auto", square: "1024x1024", landscape: "1536x1024", portrait: "1024x1536" } as const;

function parameters({ prompt, count, size, quality }: ImageCall, form: Form) {
  return {
    prompt,
    n: count,
    ...(form === "older" ? { response_format: "b64_json" as const } : {}),
    // an edit's size is square unless told; older models do not know "auto"
    ...(form === "older" && size === "auto" ? {} : { size: sizes[size] }),
    ...(quality === "auto" ? {} : { quality }),
  };
}

async function send(
  { images }: OpenAI,
  given: ReturnType<typeof parameters> & { model: string },
  { source, mask }: ImageCall,
  signal: AbortSignal,
): Promise<Response> {
  // a server must not send Parley on to where only Parley reaches
  const options = { signal, fetchOptions: { redirect: "manual" } } as const;
  if (!source) return images.generate(given, options).asResponse();
  const files = { image: file(source, "picture"), ...(mask ? { mask: file(mask, "mask") } : {}) };
  return images.edit({ ...given, ...files }, options).asResponse();
}

/** Without name and kind the service refuses it. */
function file({ mime, bytes }: Picture, name: string): File {
  const extension = mime === "image/png" ? "png" : "jpg";
  return new File([new Uint8Array(bytes)], `${name}.${extension}`, { type: mime });
}

function cancelled(): ParleyError {
  return new ParleyError("cancelled", "the request was cancelled");
}
