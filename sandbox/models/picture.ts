import { crc32 } from "node:zlib";
import { textDot, textDots } from "./glyphs.ts";
import { encodePng } from "./png.ts";
import { type Pixels, pngPixels } from "./png-pixels.ts";

/** What a drawn picture shows: `words` below, and an edit's source in the middle where the mask leaves it. */
export interface Drawing {
  words: string;
  source?: Uint8Array | undefined;
  mask?: Uint8Array | undefined;
}

type Colour = readonly [red: number, green: number, blue: number];

/** A PNG that says it is the sandbox's, in colours and stripes that follow from what it shows: alike for alike. */
export function drawPicture(width: number, height: number, { words, source, mask }: Drawing): Buffer {
  const seed = crc32(source ?? "", crc32(words));
  const [light, dark] = colours(seed);
  const stripe = Math.max(1, Math.round(width / (4 + (seed % 5))));
  const pixels = Buffer.alloc(width * height * 3);
  const paint = (box: Box, colour: (x: number, y: number) => Colour | undefined) => {
    for (let y = Math.max(0, box.top); y < Math.min(height, box.bottom); y++) {
      for (let x = Math.max(0, box.left); x < Math.min(width, box.right); x++) {
        const painted = colour(x, y);
        if (!painted) continue;
        const at = (y * width + x) * 3;
        pixels[at] = painted[0];
        pixels[at + 1] = painted[1];
        pixels[at + 2] = painted[2];
      }
    }
  };
  paint({ left: 0, top: 0, right: width, bottom: height }, (x, y) =>
    Math.floor((x + y) / stripe) % 2 ? dark : light,
  );
  const write = (line: string, top: number, band: number) => {
    const dot = Math.floor(Math.min(band / 7, width / (textDots("M".repeat(lineLength)) + 4)));
    const left = Math.floor((width - textDots(line) * dot) / 2);
    const begin = Math.floor(top + (band - 5 * dot) / 2);
    const box = { left, top: begin, right: left + textDots(line) * dot, bottom: begin + 5 * dot };
    paint(box, (x, y) =>
      textDot(line, Math.floor((x - left) / dot), Math.floor((y - begin) / dot)) ? white : undefined,
    );
  };
  if (source) paint(middle(width, height), shownSource(source, mask, middle(width, height)));
  write("SANDBOX", 0, height / 8);
  for (const [i, line] of wrap(words).entries()) write(line, height - (3 - i) * (height / 16), height / 16);
  return encodePng(width, height, 3, pixels);
}

interface Box {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

const middle = (width: number, height: number): Box => ({
  left: Math.floor(width * 0.2),
  top: Math.floor(height * 0.2),
  right: Math.floor(width * 0.8),
  bottom: Math.floor(height * 0.75),
});

const white: Colour = [255, 255, 255];

/** Dark enough for white letters. */
function colours(seed: number): [Colour, Colour] {
  const dark = [0, 8, 16].map((shift) => ((seed >>> shift) & 0xff) / 2) as [number, number, number];
  return [dark, dark.map((part) => part / 2) as [number, number, number]];
}

/** Three lines at most, of what fits. */
function wrap(words: string): string[] {
  const plain = words.replace(/\s+/g, " ").trim();
  return [0, 1, 2].map((i) => plain.slice(i * lineLength, (i + 1) * lineLength).trim());
}

const lineLength = 24;

/** The source, smaller; one that can't be looked into is an even surface of its own colour. */
function shownSource(source: Uint8Array, mask: Uint8Array | undefined, box: Box) {
  const from = pngPixels(source);
  const hides = mask && pngPixels(mask);
  const [red, green, blue] = colours(crc32(source))[0];
  const plain: Colour = [128 + red, 128 + green, 128 + blue];
  return (x: number, y: number): Colour | undefined => {
    const [u, v] = [(x - box.left) / (box.right - box.left), (y - box.top) / (box.bottom - box.top)];
    if (hides && pixelAt(hides, u, v)[3] === 0) return undefined;
    const [r, g, b, alpha] = from ? pixelAt(from, u, v) : [...plain, 255];
    return alpha === 0 ? undefined : [r as number, g as number, b as number];
  };
}

function pixelAt({ width, height, rgba }: Pixels, u: number, v: number): Uint8Array {
  const at = (Math.floor(v * height) * width + Math.floor(u * width)) * 4;
  return rgba.subarray(at, at + 4);
}
