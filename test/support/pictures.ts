import { encodePng } from "../../sandbox/models/png.ts";
import type { Picture } from "../../src/core/pictures.ts";

/** A PNG of one colour; with alpha where the colour has four parts. */
export function plainPng(width: number, height: number, colour: readonly number[] = [200, 30, 30]): Picture {
  const pixels = new Uint8Array(width * height * colour.length);
  for (let i = 0; i < pixels.length; i++) pixels[i] = colour[i % colour.length] ?? 0;
  const channels = colour.length === 4 ? 4 : 3;
  return {
    mime: "image/png",
    bytes: new Uint8Array(encodePng(width, height, channels, pixels)),
    width,
    height,
  };
}

/** A JPEG as far as its header goes: this size, and no content. */
export function emptyJpeg(width: number, height: number): Picture {
  const frame = Buffer.from("ffd8ffc0000b0800000000010111 00ffd9".replaceAll(" ", ""), "hex");
  frame.writeUInt16BE(height, 7);
  frame.writeUInt16BE(width, 9);
  return { mime: "image/jpeg", bytes: new Uint8Array(frame), width, height };
}
