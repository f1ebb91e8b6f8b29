import type { CallUsage } from "./model.ts";
import type { Picture } from "./pictures.ts";

/**
 * The port to what makes pictures. Its methods throw `ParleyError`: `model_*` where the service failed,
 * `model_unusable` where what it sent holds no picture at all, `bad_input` in words for people for what it says of
 * the request (its safety system, a mask that does not fit …), `cancelled` when `signal` is aborted.
 */
export interface ImageModel {
  /** `openai/NAME`, as people and `PARLEY_IMAGE_MODEL` name it. */
  readonly name: string;
  generate(request: ImageRequest, signal: AbortSignal): Promise<MadeImages>;
  /** @param request `mask` is a PNG as large as `source`, transparent where the picture is to change. */
  edit(request: ImageRequest & { source: Picture; mask?: Picture }, signal: AbortSignal): Promise<MadeImages>;
  /** The same motif once more, otherwise done. */
  vary(request: Omit<ImageRequest, "prompt"> & { source: Picture }, signal: AbortSignal): Promise<MadeImages>;
}

export interface ImageRequest {
  prompt: string;
  /** 1 to 10. */
  count: number;
  size: "auto" | "square" | "landscape" | "portrait";
  quality: "auto" | "low" | "medium" | "high";
}

export interface MadeImages {
  /** At least one. `mime` is what the bytes show, whatever the service says. */
  images: { mime: "image/png" | "image/jpeg" | "image/webp"; bytes: Uint8Array }[];
  /** Why pictures that were asked for are not among them, one line each, for people. Absent when all are. */
  lacking?: readonly string[];
  /** Absent where the service does not tell. */
  usage?: CallUsage;
}

/** The image models of an installation. */
export interface ImageModels {
  /** The name of the one that is used where nobody chose; absent where none is set up. */
  readonly default?: string;
  /** Those offered by name. */
  readonly names: readonly string[];
  /** @throws ParleyError `bad_input` for a name of another form, or where the service is not set up. */
  open(name: string): ImageModel;
}
