import sharp, { type Sharp } from "sharp";
import type { Picture, PictureWish } from "../core/pictures.ts";
import { pictureKind } from "./picture-kind.ts";

/** Why a picture is not to be had. `heavy`: reading it takes more memory than it may. */
export type Refusal = "large" | "damaged" | "heavy";
export type Reading = { kind: "read"; picture: Picture } | { kind: "refused"; why: Refusal };

const mostPixels = 25_000_000;
const longestSide = 8_192;

// one picture at a time on one thread, and nothing kept: memory is what hostile pictures are after
sharp.cache(false);
sharp.concurrency(1);
// libvips reads SVG, PDF, TIFF, archives and more, from files too; whatever it takes the bytes for, these are all
sharp.block({ operation: ["VipsForeignLoad"] });
sharp.unblock({
  operation: [
    "VipsForeignLoadPngBuffer",
    "VipsForeignLoadJpegBuffer",
    "VipsForeignLoadWebpBuffer",
    "VipsForeignLoadNsgifBuffer",
  ],
});

/** Only ever called in a process of its own. Without `keepMetadata` and the like, sharp writes pixels in sRGB alone. */
export async function readPicture(bytes: Uint8Array, want: PictureWish): Promise<Reading> {
  try {
    // data that ends early or is corrupt fails; blemishes that every viewer forgives do not
    const given = { animated: false, pages: 1, failOn: "error", sequentialRead: true } as const;
    const header = await sharp(bytes, { ...given, limitInputPixels: false }).metadata();
    if (header.format !== pictureKind(bytes)) return { kind: "refused", why: "damaged" };
    const { width, height } = header;
    if (Math.max(width, height) > longestSide || width * height > mostPixels)
      return { kind: "refused", why: "large" };
    const upright = sharp(bytes, { ...given, limitInputPixels: mostPixels }).autoOrient();
    return { kind: "read", picture: await encode(scale(upright, want), want) };
  } catch {
    // sharp's messages quote the picture, and say nothing that people could act on
    return { kind: "refused", why: "damaged" };
  }
}

function scale(picture: Sharp, { longest, fit }: PictureWish): Sharp {
  // nearest: an interpolated mask has a rim that is half see-through
  if (fit) return picture.resize({ ...fit, fit: "fill", kernel: "nearest" });
  if (longest === undefined) return picture;
  return picture.resize({ width: longest, height: longest, fit: "inside", withoutEnlargement: true });
}

async function encode(picture: Sharp, want: PictureWish): Promise<Picture> {
  if (want.as === "png") return png(picture);
  const { data, info } = await picture.raw().toBuffer({ resolveWithObject: true });
  const again = () =>
    sharp(data, { raw: { width: info.width, height: info.height, channels: info.channels } });
  const exact = await png(again());
  if (isSeeThrough(data, info.channels)) return exact;
  // whole chroma: of what is sent to a chat much is a screenshot, and its text would blur
  const smaller = await again().jpeg({ quality: 88, chromaSubsampling: "4:4:4" }).toBuffer();
  if (smaller.length >= exact.bytes.length) return exact;
  return { ...exact, mime: "image/jpeg", bytes: smaller };
}

async function png(picture: Sharp): Promise<Picture> {
  const { data, info } = await picture.png().toBuffer({ resolveWithObject: true });
  return { mime: "image/png", bytes: data, width: info.width, height: info.height };
}

/** An alpha channel is the last of two or four, and often says nothing. */
function isSeeThrough(pixels: Uint8Array, channels: number): boolean {
  if (channels !== 2 && channels !== 4) return false;
  for (let at = channels - 1; at < pixels.length; at += channels) if (pixels[at] !== 255) return true;
  return false;
}
