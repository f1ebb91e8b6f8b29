import type { Clock } from "../core/clock.ts";
import { ParleyError } from "../core/errors.ts";
import { imageWords } from "../core/image-words.ts";
import { explain, isFiltered, type ServiceFault } from "./failure.ts";
import { sdkFault } from "./sdk-fault.ts";

/** The service's own timeouts: what it was making then is paid for. 524 is what Cloudflare says for its origin's. */
const timeouts = new Set([408, 504, 524]);

/**
 * What it means that a request for pictures failed before its answer. What the service says of the request becomes
 * `bad_input`, in words for people; all else is as with chat models.
 */
export function explainImage(error: unknown, clock: Pick<Clock, "now">): ParleyError {
  const fault = sdkFault(error);
  const told = wordsFor(fault, paramOf(error));
  const failure = explain(fault, clock);
  if (isRedirect(fault)) {
    const message = "the image service points elsewhere, where Parley does not follow: check OPENAI_BASE_URL";
    return new ParleyError("model_unreachable", message, { cause: failure.cause });
  }
  if (told) return new ParleyError("bad_input", told, { cause: failure.cause });
  if (failure.code === "context_too_long") {
    return new ParleyError("bad_input", imageWords.promptTooLong, { cause: failure.cause });
  }
  if (!failure.retryable || !timeouts.has(fault.status ?? 0)) return failure;
  return new ParleyError(failure.code, failure.message, { cause: failure.cause });
}

/** Sources: openai docs, "Error codes" and "Image generation: Content moderation"; `param` names what it is about. */
function wordsFor(fault: ServiceFault, param: string): string | undefined {
  const { status = 0, code = "" } = fault;
  if (isFiltered(fault)) return imageWords.moderated;
  if (status === 413 || code === "image_too_large" || code === "image_file_too_large")
    return imageWords.tooLarge;
  if (code === "model_not_found") return imageWords.noModel;
  if (status !== 400 && status !== 422) return undefined;
  if (param === "model") return imageWords.noModel;
  if (param === "mask" || code.includes("mask")) return imageWords.mask;
  if (/^image\b/.test(param) || /invalid_image|file_mimetype|image_parse/.test(code))
    return imageWords.unreadable;
  if (param === "size" || param === "quality") return imageWords.setting(param);
  return undefined;
}

const isRedirect = ({ status = 0 }: ServiceFault) => status >= 300 && status < 400;

function paramOf(error: unknown): string {
  const { param } = (error ?? {}) as { param?: unknown };
  return typeof param === "string" ? param : "";
}
