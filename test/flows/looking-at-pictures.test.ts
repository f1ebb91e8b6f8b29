import assert from "node:assert/strict";
import { test } from "node:test";
import { everywhere } from "../support/everywhere.ts";
import { looking } from "../support/looking.ts";
import { plainPng } from "../support/pictures.ts";
import { received } from "../support/received.ts";
import { says } from "../support/replies.ts";

const given = { option: "image", bytes: plainPng(40, 30).bytes };

everywhere("looking at pictures", (open) => {
  test("PICTURE-ASK what is asked about a picture that comes along is answered for all, and joins the conversation", async () => {
    await using stage = await open();
    using s = await looking(stage);
    await s.maya.useWith(given, "analyze", { question: "which colour?" });
    const heard = await s.hears(/which colour\?[\s\S]*a red square/);
    assert.equal(s.asked.at(-1)?.turns.at(-1)?.images, 1);
    // on Discord what comes with a command stands nowhere, so the answer shows it
    assert.equal(heard.files.length, stage.platform === "discord" ? 1 : 0);
    const { told, images } = await s.asks("and its shape?");
    assert.match(told, /which colour\?[\s\S]*a red square[\s\S]*and its shape\?/);
    assert.equal(images, heard.files.length);
  });

  test("PICTURE-LAST without one it is the last of this branch, and what was seen stays with it", async () => {
    await using stage = await open();
    using s = await looking(stage);
    const { id } = await s.asks("look at this", { picture: true });
    if (stage.platform === "discord") await s.maya.use("analyze");
    else await s.maya.choose("Ask about the picture", id);
    await s.hears(/What does dot\.png show\?[\s\S]*a red square/);
    const kept = await stage.query("select files from message where files is not null", []);
    assert.match(JSON.stringify(kept), /"seen":"a red square"/);
    assert.ok(s.asked.at(-1)?.turns.at(-1)?.images === 1);
  });

  test("A32 PICTURE-LAST the last one of another branch is not one of this one", async () => {
    await using stage = await open();
    using s = await looking(stage);
    await s.maya.use("branch", { name: "side" });
    const opening = await s.hears(/`side` goes on from/);
    const thread = opening.thread ?? opening.id;
    await s.maya.use("image", { prompt: "a boat" }, thread);
    await s.hears(/A picture for/);
    await s.maya.use("ocr");
    await s.hears(/I see no picture here/);
    assert.equal(s.asked.length, 0);
    await s.maya.use("ocr", {}, thread);
    await s.hears(/📄 `picture\.png`/);
  });

  test("PICTURE-MENU the picture of any message can be asked about from its menu, and one without is told of", async () => {
    await using stage = await open();
    using s = await looking(stage);
    const { id } = await s.asks("look at this", { picture: true });
    await s.maya.choose("Ask about the picture", id);
    await s.hears(/What does dot\.png show\?[\s\S]*a red square/);
    const { id: bare } = await s.asks("nothing to see");
    await s.maya.choose("Read the text", bare);
    await s.hears(/That message has no picture/);
  });

  test("PICTURE-NONE where there is no picture it says what to do, and no model is asked", async () => {
    await using stage = await open();
    using s = await looking(stage);
    await s.maya.use("ocr");
    await s.hears(/I see no picture here\. Attach one/);
    assert.equal(s.asked.length, 0);
  });

  test("PICTURE-NOT-ONE what is no picture, whatever it says it is, is refused in words", async () => {
    await using stage = await open();
    using s = await looking(stage);
    await s.maya.useWith({ option: "image", bytes: Buffer.from("<svg onload=alert(1)>") }, "ocr");
    await s.hears(/PNG, JPEG, WebP|not what it says/);
    assert.equal(s.asked.length, 0);
  });

  test("PICTURE-TEXT text is read into a block to copy, which nothing in it ends; long text comes as a file", async () => {
    await using stage = await open();
    using s = await looking(stage, "```\nline 1\n~~~~\n``` @everyone\nline 2\n```");
    await s.maya.useWith(given, "ocr");
    const heard = await s.hears(/line 1[\s\S]*line 2/);
    assert.match(heard.text, /with its backticks in the file:\n```\n[^`]*line 2\n```$/);
    const exact = received(stage.platform, stage.sandbox).find((one) => one.name === "text.txt");
    assert.equal(exact?.text, "line 1\n~~~~\n``` @everyone\nline 2");
    const long = Array.from({ length: 200 }, (_, i) => `row ${i} of the table`).join("\n");
    using _long = stage.sandbox.models.script(() => says(long));
    await s.maya.useWith(given, "ocr");
    await s.hears(/the whole text is in the file/);
    const file = received(stage.platform, stage.sandbox).findLast((one) => one.name === "text.txt");
    assert.equal(file?.text, long);
    using _nothing = stage.sandbox.models.script(() => says("(no text)"));
    await s.maya.useWith(given, "ocr");
    await s.hears(/I found no text in `given\.png`/);
  });
});
