import assert from "node:assert/strict";
import { after, test } from "node:test";
import sharp, { type Sharp } from "sharp";
import { watchChildren } from "../../test/support/watch-children.ts";
import { systemClock } from "../core/clock.ts";
import { createPictureReader } from "./picture-reader.ts";

const reader = createPictureReader({ clock: systemClock, log: { info() {}, warn() {}, error() {} } });
after(() => reader[Symbol.asyncDispose]());
const signal = new AbortController().signal;

const red = "#d01020";
const blue = "#1020d0";
/** 40 × 30: its left half red, its right half blue. */
const halves = (): Sharp =>
  sharp({ create: { width: 40, height: 30, channels: 3, background: blue } }).composite([
    { input: { create: { width: 20, height: 30, channels: 3, background: red } }, left: 0, top: 0 },
  ]);
const noise = (): Sharp =>
  sharp({
    create: {
      width: 400,
      height: 200,
      channels: 3,
      background: red,
      noise: { type: "gaussian", mean: 128, sigma: 50 },
    },
  });

async function colourAt(bytes: Uint8Array, left: number, top: number): Promise<"red" | "blue" | number[]> {
  const pixel = await sharp(bytes).extract({ left, top, width: 1, height: 1 }).raw().toBuffer();
  const [r = 0, g = 0, b = 0] = pixel;
  if (r > 190 && g < 40 && b < 60) return "red";
  return b > 190 && g < 60 && r < 40 ? "blue" : [...pixel];
}

for (const format of ["png", "jpeg", "webp", "gif"] as const) {
  test(`A51 a ${format} is read`, async () => {
    const picture = await reader.read(await halves().toFormat(format).toBuffer(), { as: "png" }, signal);
    assert.deepEqual([picture.mime, picture.width, picture.height], ["image/png", 40, 30]);
    assert.deepEqual(
      [await colourAt(picture.bytes, 5, 5), await colourAt(picture.bytes, 35, 25)],
      ["red", "blue"],
    );
  });
}

test("A58 where it was taken, by what, and whoever signed it is gone; it stands upright, in sRGB", async () => {
  const taken = await halves()
    .withIccProfile("p3")
    .withExif({ IFD0: { Artist: "a person" }, IFD3: { GPSLatitude: "52/1 31/1 12/1", GPSLatitudeRef: "N" } })
    .withMetadata({ orientation: 6 })
    .withXmp('<x:xmpmeta xmlns:x="adobe:ns:meta/">whereabouts</x:xmpmeta>')
    .jpeg()
    .toBuffer();
  const c2pa = Buffer.concat([Buffer.from([0xff, 0xeb, 0, 14]), Buffer.from("JP c2pa sign")]);
  const given = Buffer.concat([taken.subarray(0, 2), c2pa, taken.subarray(2)]);
  const before = await sharp(given).metadata();
  assert.ok(before.exif && before.xmp && before.icc && before.orientation === 6);
  for (const as of ["png", "any"] as const) {
    const { bytes, width, height } = await reader.read(given, { as }, signal);
    const { exif, xmp, icc, iptc, orientation, space } = await sharp(bytes).metadata();
    assert.deepEqual(
      { exif, xmp, icc, iptc, orientation },
      {
        exif: undefined,
        xmp: undefined,
        icc: undefined,
        iptc: undefined,
        orientation: undefined,
      },
    );
    assert.equal(space, "srgb");
    const text = Buffer.from(bytes).toString("latin1");
    for (const word of ["Exif", "a person", "whereabouts", "c2pa"]) assert.ok(!text.includes(word), word);
    // turned to the right, what was left is up
    assert.deepEqual([width, height], [30, 40]);
    assert.deepEqual([await colourAt(bytes, 15, 5), await colourAt(bytes, 15, 35)], ["red", "blue"]);
  }
});

test("A51 of many frames the first is read", async () => {
  const frames = Buffer.concat(
    [Buffer.from([208, 16, 32]), Buffer.from([16, 32, 208])].map((p) => Buffer.alloc(300, p)),
  );
  const moving = sharp(frames, { raw: { width: 10, height: 20, channels: 3, pageHeight: 10 } });
  for (const bytes of [await moving.clone().gif().toBuffer(), await moving.clone().webp().toBuffer()]) {
    assert.equal((await sharp(bytes).metadata()).pages, 2);
    const picture = await reader.read(bytes, { as: "png" }, signal);
    assert.deepEqual([picture.width, picture.height], [10, 10]);
    assert.equal(await colourAt(picture.bytes, 5, 5), "red");
  }
});

test("A51 it is scaled down to what is wanted, and never up", async () => {
  const given = await noise().png().toBuffer();
  const sizes = [100, 400, 1_000].map(async (longest) => {
    const { width, height } = await reader.read(given, { as: "png", longest }, signal);
    return [width, height];
  });
  assert.deepEqual(await Promise.all(sizes), [
    [100, 50],
    [400, 200],
    [400, 200],
  ]);
});

test("A51 it becomes a JPEG only where that is smaller and nothing is see-through", async () => {
  const kind = async (picture: Sharp) =>
    (await reader.read(await picture.png().toBuffer(), { as: "any" }, signal)).mime;
  assert.equal(await kind(noise()), "image/jpeg");
  assert.equal(await kind(noise().ensureAlpha()), "image/jpeg", "an alpha channel that hides nothing");
  assert.equal(await kind(noise().ensureAlpha(0.5)), "image/png");
  assert.equal(await kind(halves()), "image/png", "flat colours are smaller as they are");
});

test("A51 a mask is laid exactly over its source, and what is see-through stays so", async () => {
  const hole = { create: { width: 20, height: 30, channels: 4, background: "#000" } } as const;
  const whole = await halves().ensureAlpha().png().toBuffer();
  const cut = await sharp(whole)
    .composite([{ input: hole, left: 0, top: 0, blend: "dest-out" }])
    .png()
    .toBuffer();
  const laid = await reader.read(cut, { as: "png", fit: { width: 200, height: 130 } }, signal);
  assert.deepEqual([laid.width, laid.height], [200, 130]);
  const { data, info } = await sharp(laid.bytes).raw().toBuffer({ resolveWithObject: true });
  assert.equal(info.channels, 4);
  const alphas = data.filter((_, at) => at % 4 === 3);
  // sharp is a pixel off at the rim, but never half see-through
  assert.deepEqual([...new Set(alphas)], [0, 255]);
  const row = alphas.subarray(65 * 200, 66 * 200);
  assert.deepEqual([row[0], row[98], row[101], row[199]], [0, 0, 255, 255]);
});

test("A51 what ends early is refused, and no part of it shown", async () => {
  for (const format of ["png", "jpeg", "webp", "gif"] as const) {
    const whole = await noise().toFormat(format).toBuffer();
    for (const part of [0.3, 0.7, 0.97]) {
      const cut = whole.subarray(0, Math.floor(whole.length * part));
      await assert.rejects(
        reader.read(cut, { as: "any" }, signal),
        { code: "bad_input", message: /damaged/ },
        format,
      );
    }
  }
});

test("A54 SVG, HTML, playlists and other kinds are refused before anything reads them", async () => {
  using children = watchChildren();
  await using fresh = createPictureReader({ clock: systemClock, log: { info() {}, warn() {}, error() {} } });
  const latin = [
    '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    '<?xml version="1.0"?><!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]><svg>&x;</svg>',
    "<!doctype html><script>alert(1)</script>",
    "%PDF-1.7\n",
    "push graphic-context\nimage over 0,0 0,0 'url(http://127.0.0.1/)'\n",
    "#EXTM3U\nconcat:http://127.0.0.1/|file:///etc/passwd\n",
    "",
    "\x89PNG",
    " \x89PNG\r\n\x1a\n",
    "RIFF\x04\0\0\0WAVE",
    "GIF90a",
    "\xff\x0a",
    "\0\0\0\x0cJXL \r\n\x87\n",
    "\0\0\0\x18ftypheic",
    "\0\0\0\x18ftypavif",
    "II*\0\x08\0\0\0",
    "BM\x46\0\0\0",
    "PK\x03\x04",
    "\x07\x93\x1e\x42\xaa\x5c\x00\xd9\x31\x77\x10\x04",
  ];
  for (const text of latin) {
    const refused = fresh.read(Buffer.from(text, "latin1"), { as: "any" }, signal);
    await assert.rejects(
      refused,
      { code: "bad_input", message: /PNG, JPEG, WebP or GIF/, retryable: false },
      text,
    );
  }
  assert.deepEqual(children.all, []);
});

test("A54 what a picture carries besides its pixels is gone: a page behind a PNG, a script in a GIF's comment", async () => {
  const script = "<script>alert(1)</script>";
  const comment = Buffer.concat([Buffer.from([0x21, 0xfe, script.length]), Buffer.from(`${script}\0`)]);
  const gif = await halves().gif().toBuffer();
  const polyglots = [
    Buffer.concat([await halves().png().toBuffer(), Buffer.from(script)]),
    Buffer.concat([await halves().jpeg().toBuffer(), Buffer.from(script)]),
    Buffer.concat([gif.subarray(0, -1), comment, gif.subarray(-1)]),
  ];
  for (const polyglot of polyglots) {
    const { bytes } = await reader.read(polyglot, { as: "any" }, signal);
    assert.ok(!Buffer.from(bytes).includes("script"));
    assert.equal(await colourAt(bytes, 5, 5), "red");
  }
});
