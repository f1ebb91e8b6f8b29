import assert from "node:assert/strict";
import { test } from "node:test";
import { everywhere } from "../support/everywhere.ts";
import { fillerOn } from "../support/filler.ts";
import { looking } from "../support/looking.ts";
import { plainPng } from "../support/pictures.ts";

const given = { option: "source", bytes: plainPng(40, 30).bytes };

everywhere("making pictures", (open) => {
  test("IMAGE-MAKE pictures come as files with words for those who can't see them, and the model sees them later", async () => {
    await using stage = await open();
    using s = await looking(stage);
    await s.maya.use("image", { prompt: "a lighthouse at dusk", count: 2 });
    const made = await s.hears(/2 pictures for [\s\S]*a lighthouse at dusk/);
    assert.deepEqual(
      made.files.map(({ name, alt }) => [name, alt]),
      [
        ["picture-1.png", "a lighthouse at dusk"],
        ["picture-2.png", "a lighthouse at dusk"],
      ],
    );
    assert.deepEqual(
      made.buttons.map((button) => button.label),
      ["Again", "Vary", "Edit…"],
    );
    const { told, images } = await s.asks("what did you make?");
    assert.match(told, /a lighthouse at dusk/);
    assert.equal(images, 2);
    const [spent] = await stage.query(
      "select model, output_tokens from usage where model like '%image%'",
      [],
    );
    assert.ok(Number(spent?.output_tokens) > 0);
  });

  test("IMAGE-BUTTONS Again, Vary and Edit go on from what stands, also after a restart", async () => {
    await using stage = await open();
    using s = await looking(stage);
    await s.maya.use("image", { prompt: "a lighthouse" });
    const first = await s.hears(/A picture for [\s\S]*a lighthouse/);
    await stage.stop();
    await stage.start();
    await s.maya.press(first, "Again");
    const again = await s.hears(/A picture for [\s\S]*a lighthouse/);
    assert.deepEqual(last(s.wanted), { api: "generations", prompt: "a lighthouse", sources: 0 });
    await s.maya.press(again, "Vary");
    const varied = await s.hears(/A variation of `picture\.png` for /);
    assert.equal(last(s.wanted).sources, 1);
    await s.maya.press(varied, "Again");
    await s.hears(/A variation of `picture\.png` for /);
    assert.equal(last(s.wanted).sources, 1);
    const filler = fillerOn(stage.platform, stage.sandbox, "first");
    await s.maya.press(varied, "Edit…");
    await stage.until(() => filler.form() !== undefined, "the form");
    await filler.submit({ prompt: "more sea" });
    const edited = await s.hears(/`picture\.png`, changed for [\s\S]*more sea/);
    assert.deepEqual(last(s.wanted), { api: "edits", prompt: "more sea", sources: 1 });
    await s.maya.press(edited, "Again");
    await s.hears(/`picture\.png`, changed for [\s\S]*more sea/);
    assert.deepEqual(last(s.wanted), { api: "edits", prompt: "more sea", sources: 1 });
  });

  test("IMAGE-SOURCE a picture that comes along is changed, and without words varied; Again finds it later", async () => {
    await using stage = await open();
    using s = await looking(stage);
    await s.maya.useWith(given, "image", { prompt: "make it blue" });
    const changed = await s.hears(/`given\.png`, changed for [\s\S]*make it blue/);
    assert.deepEqual(last(s.wanted), { api: "edits", prompt: "make it blue", sources: 1 });
    assert.equal(changed.files.length, stage.platform === "discord" ? 2 : 1);
    await s.maya.press(changed, "Again");
    await s.hears(/`given\.png`, changed for [\s\S]*make it blue/);
    assert.deepEqual(last(s.wanted), { api: "edits", prompt: "make it blue", sources: 1 });
    await s.maya.useWith(given, "image");
    await s.hears(/A variation of `given\.png` for /);
    assert.equal(last(s.wanted).sources, 1);
  });

  test("IMAGE-FORM /image alone asks in a form what the picture is to show", async () => {
    await using stage = await open();
    using s = await looking(stage);
    const filler = fillerOn(stage.platform, stage.sandbox, "first");
    await s.maya.use("image");
    await stage.until(() => filler.form() !== undefined, "the form");
    await filler.submit({ prompt: "a harbour", style: "watercolour" });
    await s.hears(/A picture for [\s\S]*a harbour \(watercolour\)/);
    assert.equal(last(s.wanted).prompt, "a harbour\n\nStyle: watercolour");
  });

  test("F48 what the service refuses or spoils is told in words, and no broken picture is shown", async () => {
    await using stage = await open();
    using s = await looking(stage);
    const replies = [
      [{ kind: "error", status: 400, code: "moderation_blocked" }],
      [{ kind: "bytes", bytes: Buffer.from("<html>") }],
      [{ kind: "empty" }],
    ] as const;
    using _replies = stage.sandbox.models.scriptImages(replies);
    await s.maya.use("image", { prompt: "one" });
    await s.hears(/safety|declined|refused/i);
    await s.maya.use("image", { prompt: "two" });
    await s.hears(/nothing that I can show/);
    await s.maya.use("image", { prompt: "three" });
    await s.hears(/nothing that I can show/);
    assert.equal(s.maya.heard().filter((h) => h.files.length > 0).length, 0);
  });

  test("IMAGE-MODEL where no image model is set up it says what to do", async () => {
    await using stage = await open({ env: { PARLEY_IMAGE_MODEL: "" } });
    using s = await looking(stage);
    await s.maya.use("image", { prompt: "a lighthouse" });
    await s.hears(/no image model is set up[\s\S]*PARLEY_IMAGE_MODEL/);
  });
});

type Wanted = Awaited<ReturnType<typeof looking>>["wanted"];

/** What the image model was asked last. */
function last(wanted: Wanted) {
  const { api, prompt, sources } = wanted.at(-1) ?? {};
  return { api, prompt, sources };
}
