import { pngChunks } from "./png.ts";

export interface PictureSize {
  kind: "png" | "jpeg" | "webp";
  width: number;
  height: number;
  /** Whether it has an alpha channel; of a PNG alone. */
  alpha?: boolean;
}

/** Kind and size of a picture by its bytes; absent when it is none of these, or broken. */
export function pictureSize(bytes: Uint8Array): PictureSize | undefined {
  return pngSize(bytes) ?? jpegSize(bytes) ?? webpSize(bytes);
}

function pngSize(bytes: Uint8Array): PictureSize | undefined {
  const chunks = pngChunks(bytes);
  const header = chunks?.[0]?.data;
  if (!chunks || !header) return undefined;
  const alpha = [4, 6].includes(header[9] ?? 0) || chunks.some(({ type }) => type === "tRNS");
  return { kind: "png", width: header.readUInt32BE(0), height: header.readUInt32BE(4), alpha };
}

/** The first frame header. Source: ITU T.81, annex B. */
function jpegSize(bytes: Uint8Array): PictureSize | undefined {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (data.toString("latin1", 0, 3) !== "\xff\xd8\xff") return undefined;
  for (let at = 2; at + 9 < data.length && data[at] === 0xff; at += 2 + data.readUInt16BE(at + 2)) {
    const marker = data[at + 1] ?? 0;
    // C4, C8 and CC are no frames
    if (marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)) {
      return { kind: "jpeg", height: data.readUInt16BE(at + 5), width: data.readUInt16BE(at + 7) };
    }
  }
  return undefined;
}

/** Source: RFC 9649, section 2. */
function webpSize(bytes: Uint8Array): PictureSize | undefined {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (data.length < 30 || data.toString("latin1", 0, 4) !== "RIFF") return undefined;
  if (data.readUInt32LE(4) + 8 > data.length) return undefined;
  const kind = "webp";
  switch (data.toString("latin1", 8, 16)) {
    case "WEBPVP8 ":
      return { kind, width: data.readUInt16LE(26) & 0x3fff, height: data.readUInt16LE(28) & 0x3fff };
    case "WEBPVP8L": {
      const bits = data.readUInt32LE(21);
      return { kind, width: (bits & 0x3fff) + 1, height: ((bits >> 14) & 0x3fff) + 1 };
    }
    case "WEBPVP8X":
      return { kind, width: data.readUIntLE(24, 3) + 1, height: data.readUIntLE(27, 3) + 1 };
  }
  return undefined;
}
