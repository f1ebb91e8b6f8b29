import { ParleyError } from "../core/errors.ts";
import type { ModelPart } from "../core/model.ts";

const mimes = ["image/png", "image/jpeg", "image/gif", "image/webp"] as const;
type Mime = (typeof mimes)[number];

/** An image as both services take it. @throws bad_input for a kind that neither does */
export function encodeImage(part: Extract<ModelPart, { kind: "image" }>): { mime: Mime; base64: string } {
  const mime = mimes.find((known) => known === part.mime);
  if (!mime) throw new ParleyError("bad_input", "models see png, jpeg, gif and webp images only");
  const { buffer, byteOffset, byteLength } = part.bytes;
  return { mime, base64: Buffer.from(buffer, byteOffset, byteLength).toString("base64") };
}

/** The same as a data URL. */
export function imageUrl(part: Extract<ModelPart, { kind: "image" }>): string {
  const { mime, base64 } = encodeImage(part);
  return `data:${mime};base64,${base64}`;
}
