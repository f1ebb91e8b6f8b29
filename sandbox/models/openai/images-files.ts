import { type PictureSize, pictureSize } from "../picture-size.ts";
import { refuse } from "./errors.ts";
import type { FormFile } from "./form.ts";

/** Source: openai docs, "API reference: Create image edit": `image` and `mask`. */
const maxImageBytes = 50 * 1024 * 1024;
const maxMaskBytes = 4 * 1024 * 1024;
const mimes = ["image/jpeg", "image/png", "image/webp"];

/** @throws Refusal for what is no picture that can be edited, in whole or in part */
export function checkImage({ bytes, mime, sizeBytes }: FormFile, param: string): PictureSize {
  if (!mimes.includes(mime)) {
    const formats = "Supported file formats are 'image/jpeg', 'image/png', and 'image/webp'.";
    const message = `Invalid file '${param}': unsupported mimetype ('${mime}'). ${formats}`;
    throw refuse(400, message, { param, code: "unsupported_file_mimetype" });
  }
  if (sizeBytes >= maxImageBytes) {
    throw refuse(400, "Image is too large: less than 50MB.", { param, code: "image_too_large" });
  }
  const size = pictureSize(bytes);
  if (size) return size;
  const message = "Invalid image file or mode for image 1, please check your image file.";
  throw refuse(400, message, { type: "image_generation_user_error", param, code: "invalid_image_file" });
}

/** @param of The size of the first image, on which it is laid. @throws Refusal */
export function checkMask({ bytes, sizeBytes }: FormFile, of: PictureSize): void {
  const refuseMask = (reason: string) =>
    refuse(400, `Invalid mask image format - ${reason}.`, {
      type: "image_generation_user_error",
      param: "mask",
      code: "invalid_mask_image_format",
    });
  if (sizeBytes >= maxMaskBytes) throw refuseMask("mask image is not less than 4MB");
  const size = pictureSize(bytes);
  if (size?.kind !== "png") throw refuseMask("mask image is not a PNG");
  if (!size.alpha) throw refuseMask("mask image missing alpha channel");
  if (size.width !== of.width || size.height !== of.height) {
    throw refuseMask("mask size does not match image size");
  }
}
