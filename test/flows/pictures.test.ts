import assert from "node:assert/strict";
import { test } from "node:test";
import sharp from "sharp";
import { everywhere } from "../support/everywhere.ts";
import { pngOf } from "../support/hostile-pictures.ts";
import { finished, says } from "../support/replies.ts";

everywhere("pictures", (open) => {
  test("A58 the model is given a picture as small as it looks at it, upright, without where it was taken", async () => {
    await using stage = await open();
    using _script = stage.sandbox.models.script([says("A red picture.")]);
    const taken = await sharp({ create: { width: 3_000, height: 2_000, channels: 3, background: "#c22" } })
      .withExif({ IFD0: { Artist: "someone" }, IFD3: { GPSLatitude: "52/1 31/1 12/1", GPSLatitudeRef: "N" } })
      .withMetadata({ orientation: 6 })
      .png()
      .toBuffer();
    assert.ok((await sharp(taken).metadata()).exif);
    const asked = stage.ask("what is this?", { picture: taken });
    await stage.until(() => finished(stage, asked));
    const sent = JSON.stringify(
      stage.sandbox.ledger.entries.filter((e) => /openai|anthropic/.test(e.service)).map((e) => e.request),
    );
    const [, base64 = ""] = /data:image\/(?:png|jpeg);base64,([\w+/=]+)/.exec(sent) ?? [];
    const { width, height, exif, orientation } = await sharp(Buffer.from(base64, "base64")).metadata();
    assert.deepEqual(
      { width, height, exif, orientation },
      {
        width: 1_045,
        height: 1_568,
        exif: undefined,
        orientation: undefined,
      },
    );
  });

  test("A50 a picture that can't be read is named to the model, and the question answered", async () => {
    await using stage = await open();
    const given: unknown[] = [];
    using _script = stage.sandbox.models.script(({ turns }) => {
      given.push([turns.at(-1)?.images, /attached dot\.png \(image\/png\)/.test(turns.at(-1)?.text ?? "")]);
      return says("I can't see it.");
    });
    const asked = stage.ask("what is this?", { picture: pngOf(14_000, 14_000) });
    await stage.until(() => finished(stage, asked));
    assert.deepEqual(given, [[0, true]]);
  });
});
