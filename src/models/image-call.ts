import { ParleyError } from "../core/errors.ts";
import type { ImageModel, ImageRequest, MadeImages } from "../core/image-model.ts";
import type { Picture } from "../core/pictures.ts";

/** What every wish comes down to: without a source a picture is made, with one it is edited. */
export interface ImageCall extends ImageRequest {
  source?: Picture;
  mask?: Picture;
}

/** Makes pictures by the rules of `ImageModel`. Deadline, retry and accounting are functions from one to another. */
export type MakeImages<Made = MadeImages> = (call: ImageCall, signal: AbortSignal) => Promise<Made>;

/** The services' endpoints for variations are retired with DALL-E, so it is an edit like any other. */
const varyPrompt =
  "Make a variation of this picture: the same motif, style and mood, but composed and carried out anew.";

/** The port over what makes its pictures. */
export function imageModel(name: string, make: MakeImages): ImageModel {
  const begin: MakeImages = async (call, signal) => {
    if (signal.aborted) throw new ParleyError("cancelled", "the request was cancelled");
    return make(call, signal);
  };
  return {
    name,
    generate: begin,
    edit: begin,
    vary: (request, signal) => begin({ ...request, prompt: varyPrompt }, signal),
  };
}
