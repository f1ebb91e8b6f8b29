import type { Backend } from "../backend.ts";
import type { Exchange } from "../exchange.ts";
import { firstProblem } from "../problem.ts";
import { refuse, refuseProblem } from "./errors.ts";
import { answerImages } from "./images-answer.ts";
import { checkImage, checkMask } from "./images-files.ts";
import { editBody, generateBody } from "./images-schema.ts";

const usualModel = "gpt-image-1.5";

/** `POST /images/generations` */
export async function generateImages(backend: Backend, x: Exchange): Promise<Response> {
  const parsed = generateBody.safeParse(x.body);
  if (!parsed.success) throw refuseProblem(firstProblem(parsed.error, x.body));
  return answerImages(backend, x, { api: "generations", ...order(parsed.data), images: [], mask: undefined });
}

/** `POST /images/edits` */
export async function editImages(backend: Backend, x: Exchange): Promise<Response> {
  const parsed = editBody.safeParse(x.body);
  if (!parsed.success) throw refuseProblem(firstProblem(parsed.error, x.body));
  const { image, mask, "image[]": several = [], ...rest } = parsed.data;
  const images = [
    ...(image ? [{ param: "image", file: image }] : []),
    ...several.map((file, i) => ({ param: `image[${i}]`, file })),
  ];
  const [first] = images.map(({ param, file }) => checkImage(file, param));
  if (!first) {
    const missing = { param: "image", code: "missing_required_parameter" };
    throw refuse(400, "Missing required parameter: 'image'.", missing);
  }
  if (mask) checkMask(mask, first);
  const files = { images: images.map(({ file }) => file), mask };
  return answerImages(backend, x, { api: "edits", ...order(rest), ...files });
}

interface Wish {
  prompt: string;
  model?: string | null | undefined;
  n?: number | null | undefined;
  size?: string | null | undefined;
  quality?: string | null | undefined;
}

/** Source: openai docs, "API reference: Create image". */
const maxPrompt = 32_000;

function order({ prompt, model, n, size, quality }: Wish) {
  if (prompt.length > maxPrompt) {
    const message = `Invalid 'prompt': string too long. Expected a string with maximum length ${maxPrompt}, but got a string with length ${prompt.length} instead.`;
    throw refuse(400, message, { param: "prompt", code: "string_above_max_length" });
  }
  return {
    prompt,
    model: model ?? usualModel,
    count: n ?? 1,
    size: size ?? "auto",
    quality: quality ?? "auto",
  };
}
