import assert from "node:assert/strict";
import { test } from "node:test";
import { everywhere } from "../support/everywhere.ts";
import { type Filler, fillerOn } from "../support/filler.ts";
import { sharedStage } from "../support/shared-stage.ts";
import type { Stage } from "../support/stage.ts";

const opened = async (stage: Stage, filler: Filler) => {
  await stage.until(() => filler.form() !== undefined, "a form");
  return filler.form() ?? {};
};

everywhere("forms", (open, way) => {
  test("FORM-SETTINGS settings open as a form that knows them; what is sent in counts, and what is emptied is gone", async () => {
    await using stage = await open();
    using s = await sharedStage(stage);
    const filler = fillerOn(stage.platform, stage.sandbox, "first");
    await s.share();
    await s.maya.use("settings");
    const before = await opened(stage, filler);
    assert.deepEqual([before.everyone, before.answers, before.persona], ["editor", "addressed", ""]);
    await filler.submit({ persona: "like a pirate\nof old" });
    await s.hears(s.ben, /changed how this chat works[\s\S]*like a pirate/);
    await s.maya.use("settings");
    assert.equal((await opened(stage, filler)).persona, "like a pirate\nof old");
    await filler.submit({ persona: "" });
    const told = await s.hears(s.ben, /changed how this chat works/);
    assert.doesNotMatch(told.text, /pirate/);
    await s.maya.use("settings");
    assert.equal((await opened(stage, filler)).persona, "");
  });

  test("FORM-RIGHTS who may not govern gets no form, nor by one that was opened while they might", async () => {
    await using stage = await open();
    using s = await sharedStage(stage);
    const [mayas, bens] = [
      fillerOn(stage.platform, stage.sandbox, "first"),
      fillerOn(stage.platform, stage.sandbox, "second"),
    ];
    await s.share();
    await s.ben.use("settings");
    await s.hears(s.ben, /Only the owner of this shared chat can do that/);
    assert.equal(bens.form(), undefined);
    await s.maya.use("settings");
    await opened(stage, mayas);
    await s.maya.use("share", { action: "hand-over", person: s.ben.named });
    await s.hears(s.ben, /handed this shared chat over/);
    await mayas.submit({ persona: "mine still" });
    await s.hears(s.maya, /Only the owner of this shared chat can do that/);
    await s.ben.use("settings");
    assert.equal((await opened(stage, bens)).persona, "");
  });

  // Discord has no place in which a command can be written and not be used.
  if (way.platform !== "slack") return;
  test("FORM-THREAD in a thread, where no form can open by itself, a button opens it, and the answer comes there", async () => {
    await using stage = await open();
    using s = await sharedStage(stage);
    const filler = fillerOn(stage.platform, stage.sandbox, "first");
    await s.share();
    const root = s.maya.say("let us settle this");
    await s.maya.use("settings", {}, root);
    const list = await s.hears(s.maya, /persona|speak/i);
    assert.equal(list.thread, root);
    await s.maya.press(list, "Open settings");
    await opened(stage, filler);
    await filler.submit({ persona: "short and dry" });
    assert.equal((await s.hears(s.maya, /changed how this chat works[\s\S]*short and dry/)).thread, root);
  });
});
