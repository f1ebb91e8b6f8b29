import type { Clock } from "../core/clock.ts";
import { ParleyError } from "../core/errors.ts";
import type { MakeImages } from "./image-call.ts";

/** Milliseconds for all of it. OpenAI docs, "Image generation": complex prompts may take up to 2 minutes. */
const withinMs = 180_000;

/** Gives up with `model_stalled` when pictures take too long, whatever is being tried at that time. */
export function withImageDeadline(make: MakeImages, { clock }: { clock: Clock }): MakeImages {
  return async (call, signal) => {
    const late = new AbortController();
    using _ = clock.timer(withinMs, () => late.abort());
    try {
      return await make(call, AbortSignal.any([signal, late.signal]));
    } catch (error) {
      if (!late.signal.aborted || signal.aborted) throw error;
      throw new ParleyError("model_stalled", "the image service has gone silent", { cause: error });
    }
  };
}
