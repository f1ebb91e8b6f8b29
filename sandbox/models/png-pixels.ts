import { inflateSync } from "node:zlib";
import { pngChunks } from "./png.ts";

/** Pixels with red, green, blue and alpha, row by row. */
export interface Pixels {
  width: number;
  height: number;
  rgba: Uint8Array;
}

/** Channels by colour type. Source: W3C PNG, section 11.2.1. */
const channelsOf: Record<number, number> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** A PNG's pixels; absent for what is broken, interlaced or not of 8 bits, which the sandbox does not look into. */
export function pngPixels(bytes: Uint8Array): Pixels | undefined {
  const chunks = pngChunks(bytes);
  const header = chunks?.[0]?.data;
  if (!chunks || !header) return undefined;
  const width = header.readUInt32BE(0);
  const height = header.readUInt32BE(4);
  const [depth, type = 0, , , interlace] = header.subarray(8);
  const channels = channelsOf[type];
  if (depth !== 8 || interlace !== 0 || !channels || width * height > 50_000_000) return undefined;
  const named = (name: string) => chunks.filter((chunk) => chunk.type === name).map((chunk) => chunk.data);
  const raw = inflate(named("IDAT"), height * (1 + width * channels));
  if (!raw) return undefined;
  const samples = unfilter(raw, height, width * channels, channels);
  const [palette = Buffer.alloc(0)] = named("PLTE");
  const [alphas = Buffer.alloc(0)] = type === 3 ? named("tRNS") : [];
  const rgba = new Uint8Array(width * height * 4);
  for (let i = 0; i < width * height; i++) {
    const from = i * channels;
    const first = samples[from] ?? 0;
    const colour = type === 2 || type === 6;
    for (let part = 0; part < 3; part++) {
      const value = type === 3 ? palette[first * 3 + part] : colour ? samples[from + part] : first;
      rgba[i * 4 + part] = value ?? 0;
    }
    const alpha = type === 3 ? alphas[first] : channels % 2 === 0 ? samples[from + channels - 1] : 255;
    rgba[i * 4 + 3] = alpha ?? 255;
  }
  return { width, height, rgba };
}

function inflate(parts: Buffer[], size: number): Buffer | undefined {
  try {
    const raw = inflateSync(Buffer.concat(parts), { maxOutputLength: size });
    return raw.length === size ? raw : undefined;
  } catch {
    // a file that people send may be broken in any way
    return undefined;
  }
}

/** Source: W3C PNG, section 9. */
function unfilter(raw: Buffer, height: number, length: number, step: number): Uint8Array {
  const out = new Uint8Array(height * length);
  for (let y = 0; y < height; y++) {
    const filter = raw[y * (length + 1)] ?? 0;
    if (filter === 0) {
      out.set(raw.subarray(y * (length + 1) + 1, (y + 1) * (length + 1)), y * length);
      continue;
    }
    for (let x = 0; x < length; x++) {
      const at = y * length + x;
      const left = x >= step ? (out[at - step] ?? 0) : 0;
      const up = y > 0 ? (out[at - length] ?? 0) : 0;
      const corner = x >= step && y > 0 ? (out[at - length - step] ?? 0) : 0;
      out[at] = (raw[y * (length + 1) + 1 + x] ?? 0) + predict(filter, left, up, corner);
    }
  }
  return out;
}

function predict(filter: number, left: number, up: number, corner: number): number {
  if (filter === 1) return left;
  if (filter === 2) return up;
  if (filter === 3) return (left + up) >> 1;
  if (filter !== 4) return 0;
  const [toLeft, toUp, toCorner] = [up - corner, left - corner, left + up - 2 * corner].map(Math.abs) as [
    number,
    number,
    number,
  ];
  if (toLeft <= toUp && toLeft <= toCorner) return left;
  return toUp <= toCorner ? up : corner;
}
