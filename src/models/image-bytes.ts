import type { MadeImages } from "../core/image-model.ts";

/** Bytes before the end, in which a JPEG's end marker stands: its thumbnail has one too. */
const endWithin = 1_024;

type Mime = MadeImages["images"][number]["mime"];

/**
 * What a picture is by its bytes; `undefined` for what is none of these, or whose end is missing.
 * Sources: W3C PNG, sections 5.2 and 11.2.5; ITU T.81, annex B; WebP container specification, "RIFF file format".
 */
export function pictureMime(bytes: Uint8Array): Mime | undefined {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const begins = (text: string, at = 0) => data.toString("latin1", at, at + text.length) === text;
  if (begins("\x89PNG\r\n\x1a\n")) return data.includes("IEND", 8, "latin1") ? "image/png" : undefined;
  if (begins("\xff\xd8\xff"))
    return data.includes("\xff\xd9", -endWithin, "latin1") ? "image/jpeg" : undefined;
  if (begins("RIFF") && begins("WEBP", 8)) {
    return data.readUInt32LE(4) + 8 <= data.length ? "image/webp" : undefined;
  }
  return undefined;
}
