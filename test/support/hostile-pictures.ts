import { crc32, deflateSync } from "node:zlib";
import sharp from "sharp";

export interface HostilePicture {
  name: string;
  bytes: Uint8Array;
}

const u16 = (value: number) => Buffer.from([value >> 8, value & 0xff]);
const le16 = (value: number) => Buffer.from([value & 0xff, value >> 8]);
const latin = (text: string) => Buffer.from(text, "latin1");
const zeros = (length: number, level = 9) => deflateSync(Buffer.alloc(length), { level });

/** W3C PNG, 5.3. */
function chunk(type: string, data: Uint8Array = Buffer.alloc(0), crc?: number): Buffer {
  const body = Buffer.concat([latin(type), data]);
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(crc ?? crc32(body), body.length + 4);
  return out;
}

/** Of black pixels, 8 bits of RGB unless said otherwise. */
export function pngOf(
  width: number,
  height: number,
  {
    depth = 8,
    colour = 2,
    interlace = 0,
    data = undefined as Buffer | undefined,
    before = [] as Buffer[],
  } = {},
): Buffer {
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([depth, colour, 0, 0, interlace], 8);
  const pixel = ((colour === 6 ? 4 : 3) * depth) / 8;
  // the rows of the seven passes of an interlaced picture are at most twice as many as its own
  const idat = data ?? zeros(height * (interlace ? 2 : 1) + width * height * pixel);
  return Buffer.concat([
    latin("\x89PNG\r\n\x1a\n"),
    chunk("IHDR", head),
    ...before,
    chunk("IDAT", idat),
    chunk("IEND"),
  ]);
}

const gifHead = (width: number, height: number) =>
  Buffer.concat([
    latin("GIF89a"),
    le16(width),
    le16(height),
    Buffer.from([0x80, 0, 0, 0, 0, 0, 255, 255, 255]),
  ]);
/** One frame whose data ends after a pixel. */
const gifFrame = (width: number, height: number, left = 0) =>
  Buffer.concat([
    Buffer.from([0x2c]),
    le16(left),
    le16(0),
    le16(width),
    le16(height),
    Buffer.from([0, 2, 2, 0x44, 1, 0]),
  ]);
const gifOf = (head: Buffer, frames: Buffer, times = 1) =>
  Buffer.concat([head, ...Array<Buffer>(times).fill(frames), Buffer.from([0x3b])]);

/** RFC 9649, 2.7. */
function riff(type: string, data: Uint8Array): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(data.length);
  return Buffer.concat([latin(type), length, data, Buffer.alloc(data.length % 2)]);
}

function webpOf(side: number, still: Uint8Array, frames: number): Buffer {
  const canvas = Buffer.alloc(10);
  canvas[0] = 2;
  canvas.writeUIntLE(side - 1, 4, 3);
  canvas.writeUIntLE(side - 1, 7, 3);
  const frame = Buffer.alloc(16);
  frame.writeUIntLE(15, 6, 3);
  frame.writeUIntLE(15, 9, 3);
  const shown = riff("ANMF", Buffer.concat([frame, still.subarray(12)]));
  const parts = [riff("VP8X", canvas), riff("ANIM", Buffer.alloc(6)), ...Array<Buffer>(frames).fill(shown)];
  return riff("RIFF", Buffer.concat([latin("WEBP"), ...parts]));
}

const segment = (marker: number, data: Uint8Array) =>
  Buffer.concat([Buffer.from([0xff, marker]), u16(data.length + 2), data]);

/** What stands after a JPEG's first marker. */
const intoJpeg = (jpeg: Buffer, ...segments: Buffer[]) =>
  Buffer.concat([jpeg.subarray(0, 2), ...segments, jpeg.subarray(2)]);

/** The same JPEG, said to be of another size. ITU-T T.81, B.2.2. */
function resized(jpeg: Buffer, width: number, height: number): Buffer {
  const out = Buffer.from(jpeg);
  const at = [0xc0, 0xc2].map((sof) => out.indexOf(Buffer.from([0xff, sof]))).find((found) => found > 0) ?? 0;
  out.writeUInt16BE(height, at + 5);
  out.writeUInt16BE(width, at + 7);
  return out;
}

/** The last scan over and over: each goes over every pixel again. */
function scans(progressive: Buffer, times: number): Buffer {
  const at = progressive.lastIndexOf(Buffer.from([0xff, 0xda]));
  const last = progressive.subarray(at, progressive.length - 2);
  return Buffer.concat([
    progressive.subarray(0, at),
    ...Array<Buffer>(times).fill(last),
    Buffer.from([0xff, 0xd9]),
  ]);
}

/** The same one each time: a linear congruential generator (Numerical Recipes). */
function* mutants(name: string, good: Buffer, count: number): Generator<HostilePicture> {
  let seed = good.length;
  const next = (below: number) => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed % below;
  };
  for (let i = 1; i <= count; i++) {
    const bytes = Buffer.from(good);
    for (let flips = 0; flips < 1 + i * 2; flips++) bytes[12 + next(bytes.length - 12)] = next(256);
    yield { name: `${name}, mutant ${i}`, bytes };
  }
}

/** Files that begin like pictures: too large, lying, broken, endless. Each is small; what it makes of memory is not. */
export async function hostilePictures(): Promise<HostilePicture[]> {
  const flat = (side: number) =>
    sharp({ create: { width: side, height: side, channels: 3, background: "#c33" } });
  const [png, jpeg, webp, gif] = await Promise.all([
    flat(16).png().toBuffer(),
    flat(16).jpeg().toBuffer(),
    flat(16).webp().toBuffer(),
    flat(16).gif().toBuffer(),
  ]);
  const progressive = await flat(4_900).jpeg({ progressive: true }).toBuffer();
  const icc = latin("ICC_PROFILE\0\x01\xff");
  const profile = Buffer.concat([latin("p\0\0"), zeros(50_000_000)]);
  const text = Buffer.concat([latin("t\0\0"), zeros(20_000_000)]);
  const named = (list: Record<string, Buffer>) =>
    Object.entries(list).map(([name, bytes]): HostilePicture => ({ name, bytes }));
  return [
    ...named({
      "png 14000x14000": pngOf(14_000, 14_000),
      "png 8193x1": pngOf(8_193, 1),
      "png 1x100000": pngOf(1, 100_000),
      "png 5001x5000": pngOf(5_001, 5_000),
      "png of most pixels a header can say": pngOf(0x7fffffff, 0x7fffffff, { data: zeros(10) }),
      "png 0x0": pngOf(0, 0),
      "png interlaced, 16 bits": pngOf(5_000, 5_000, { depth: 16, colour: 6, interlace: 1 }),
      "png with more data than pixels": pngOf(10, 10, { data: zeros(100_000_000) }),
      "png with fewer data than pixels": pngOf(4_000, 4_000, { data: zeros(10) }),
      "png whose data is none": pngOf(10, 10, { data: latin("no deflate") }),
      "png with a giant ICC profile": pngOf(10, 10, { before: [chunk("iCCP", profile)] }),
      "png with text bombs": pngOf(10, 10, { before: Array<Buffer>(50).fill(chunk("zTXt", text)) }),
      "png with 100000 chunks": pngOf(10, 10, {
        before: Array<Buffer>(100_000).fill(chunk("tEXt", latin("a\0b"))),
      }),
      "png with a giant EXIF": pngOf(10, 10, { before: [chunk("eXIf", Buffer.alloc(5_000_000))] }),
      "png with a wrong checksum": Buffer.concat([png.subarray(0, 33), chunk("IDAT", zeros(784), 1)]),
      "apng of 100000 frames": pngOf(10, 10, {
        before: [chunk("acTL", Buffer.from([0, 1, 134, 160, 0, 0, 0, 0]))],
      }),
      "png that ends early": png.subarray(0, png.length - 20),
      "png signature alone": png.subarray(0, 8),
      "jpeg 65500x65500": resized(jpeg, 65_500, 65_500),
      "jpeg 5000x5000 of one block": resized(jpeg, 5_000, 5_000),
      "jpeg 0x0": resized(jpeg, 0, 0),
      "jpeg of 3000 scans": scans(progressive, 3_000),
      "jpeg with a giant ICC profile": intoJpeg(
        jpeg,
        ...Array<Buffer>(50).fill(segment(0xe2, Buffer.concat([icc, Buffer.alloc(65_000)]))),
      ),
      "jpeg with giant EXIFs": intoJpeg(
        jpeg,
        ...Array<Buffer>(50).fill(segment(0xe1, Buffer.concat([latin("Exif\0\0"), Buffer.alloc(65_000)]))),
      ),
      "jpeg that ends early": jpeg.subarray(0, jpeg.length - 20),
      "jpeg markers alone": Buffer.alloc(100_000, 0xff).fill(0xd8, 1, 2),
      "gif 65535x65535": gifOf(gifHead(65_535, 65_535), gifFrame(1, 1)),
      "gif 5000x5000 of one pixel": gifOf(gifHead(5_000, 5_000), gifFrame(5_000, 5_000)),
      "gif of 10000 frames": gifOf(gifHead(1, 1), gifFrame(1, 1), 10_000),
      "gif of 100000 frames": gifOf(gifHead(1, 1), gifFrame(1, 1), 100_000),
      "gif with a frame beside it": gifOf(gifHead(10, 10), gifFrame(60_000, 60_000, 60_000)),
      "gif of no frame": gifOf(gifHead(10, 10), Buffer.alloc(0)),
      "gif that ends early": gif.subarray(0, gif.length - 8),
      "webp 16383x16383": webpOf(16_383, webp, 2),
      "webp 5000x5000 of two small frames": webpOf(5_000, webp, 2),
      "webp of 10000 frames": webpOf(16, webp, 10_000),
      "webp longer than it is": Buffer.concat([latin("RIFF\xff\xff\xff\x7fWEBP"), webp.subarray(12)]),
      "webp that ends early": webp.subarray(0, webp.length - 8),
      "webp of nothing": latin("RIFF\x04\0\0\0WEBP"),
    }),
    ...mutants("png", png, 6),
    ...mutants("jpeg", jpeg, 6),
    ...mutants("gif", gif, 6),
    ...mutants("webp", webp, 6),
  ];
}
