import { crc32, deflateSync } from "node:zlib";

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/**
 * A PNG of these pixels, row by row.
 * @param channels 3 for red, green and blue; 4 with alpha. Source: W3C PNG, section 11.
 */
export function encodePng(width: number, height: number, channels: 3 | 4, pixels: Uint8Array): Buffer {
  const length = width * channels;
  const rows = Buffer.alloc(height * (1 + length));
  for (let y = 0; y < height; y++)
    rows.set(pixels.subarray(y * length, (y + 1) * length), y * (1 + length) + 1);
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, channels === 3 ? 2 : 6, 0, 0, 0], 8);
  return Buffer.concat([
    signature,
    chunk("IHDR", header),
    chunk("IDAT", deflateSync(rows, { level: 1 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, "latin1"), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc32(body), body.length + 4);
  return out;
}

/** A PNG's chunks, whole and in order; absent when it is no PNG, or a broken one. Source: W3C PNG, section 5. */
export function pngChunks(bytes: Uint8Array): { type: string; data: Buffer }[] | undefined {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!buffer.subarray(0, 8).equals(signature)) return undefined;
  const chunks: { type: string; data: Buffer }[] = [];
  for (let at = 8; at + 12 <= buffer.length; ) {
    const end = at + 8 + buffer.readUInt32BE(at);
    if (end + 4 > buffer.length) return undefined;
    if (crc32(buffer.subarray(at + 4, end)) !== buffer.readUInt32BE(end)) return undefined;
    const type = buffer.toString("latin1", at + 4, at + 8);
    chunks.push({ type, data: buffer.subarray(at + 8, end) });
    if (type === "IEND")
      return chunks[0]?.type === "IHDR" && chunks[0].data.length === 13 ? chunks : undefined;
    at = end + 4;
  }
  return undefined;
}
