import assert from "node:assert/strict";
import { test } from "node:test";
import type { CommandInput } from "../../src/core/job.ts";
import { tracesOf } from "../store/traces.ts";
import type { Heard } from "../support/commander.ts";
import { everywhere } from "../support/everywhere.ts";
import { fillerOn } from "../support/filler.ts";
import { looking } from "../support/looking.ts";
import { plainPng } from "../support/pictures.ts";
import type { Stage } from "../support/stage.ts";
import { untilHolds } from "../support/until-holds.ts";

const canary = "canary-2718";
const gone = /That picture is gone\. Make a new one with/;
const { bytes } = plainPng(40, 30);

/** Somebody who may deletes one of Parley's messages. The platform goes on to show it, so that its buttons can be pressed late. */
async function takeDown(stage: Stage, { id }: Heard): Promise<void> {
  const [row] = await stage.query(
    "select j.input from platform_message p join job j on j.id = p.job_id where p.platform_id = $1",
    [id],
  );
  assert.ok(row, "the message is known");
  const { place } = (row.input as CommandInput).command;
  await stage.app.handler.accept({ kind: "deleted", place, id });
}

everywhere("forgetting pictures", (open) => {
  test("A65 a picture goes with its message: the file, what was seen in it, and from what the model is told", async () => {
    await using stage = await open();
    using s = await looking(stage, canary);
    const asked = stage.ask("look at this", { picture: true });
    await stage.until(() => stage.shown(asked).some((m) => m.buttons.includes("Regenerate")));
    await s.maya.choose("Ask about the picture", asked.id);
    const seen = await s.hears(/What does dot\.png show\?/);
    const files = async () => JSON.stringify(await stage.query("select files from message", []));
    assert.match(await files(), /dot\.png.*"seen":"canary-2718"/);
    stage.remove(asked);
    await untilHolds(async () => !/dot\.png|canary/.test(await files()));
    await takeDown(stage, seen);
    const { told, images } = await s.asks("what was there?");
    assert.equal(images, 0);
    assert.doesNotMatch(told, /dot\.png|look at this/);
  });

  test("A65 what was said of a picture, and what was asked, goes with Parley's message", async () => {
    await using stage = await open();
    using s = await looking(stage, `it says ${canary}`);
    await s.maya.useWith({ option: "image", bytes }, "analyze", { question: `is it ${canary}?` });
    const looked = await s.hears(/is it canary-2718\?/);
    await s.maya.useWith({ option: "image", bytes }, "ocr");
    const read = await s.hears(/📄/);
    assert.ok((await tracesOf(stage.query, canary)).length > 0);
    await takeDown(stage, looked);
    await takeDown(stage, read);
    assert.deepEqual(await tracesOf(stage.query, canary), []);
    assert.deepEqual(await tracesOf(stage.query, "given.png"), []);
  });

  test("A65 a picture that was deleted is made, varied and edited no more, nor are its words kept", async () => {
    await using stage = await open();
    using s = await looking(stage);
    await s.maya.use("image", { prompt: `a ${canary}` });
    const made = await s.hears(/A picture for/);
    await takeDown(stage, made);
    assert.deepEqual(await tracesOf(stage.query, canary), []);
    for (const label of ["Again", "Vary"]) {
      await s.maya.press(made, label);
      await s.hears(gone);
    }
    const filler = fillerOn(stage.platform, stage.sandbox, "first");
    await s.maya.press(made, "Edit…");
    await stage.until(() => filler.form() !== undefined, "the form");
    await filler.submit({ prompt: "more sea" });
    await s.hears(gone);
    assert.equal(s.wanted.length, 1);
  });

  test("A65 what was made again stands by itself: of the first, that is deleted, it needs no more than its source", async () => {
    await using stage = await open();
    using s = await looking(stage);
    await s.maya.use("image", { prompt: "a lighthouse" });
    const first = await s.hears(/A picture for/);
    await s.maya.press(first, "Again");
    const again = await s.hears(/A picture for/);
    await takeDown(stage, first);
    await s.maya.press(again, "Again");
    await s.hears(/A picture for [\s\S]*a lighthouse/);
    await s.maya.useWith({ option: "source", bytes }, "image", { prompt: "make it blue" });
    const changed = await s.hears(/`given\.png`, changed for/);
    await s.maya.press(changed, "Again");
    const blue = await s.hears(/`given\.png`, changed for/);
    await takeDown(stage, changed);
    const before = s.wanted.length;
    await s.maya.press(blue, "Again");
    // on Slack it stands in the message that the command was written in
    await s.hears(stage.platform === "discord" ? gone : /`given\.png`, changed for/);
    assert.equal(s.wanted.length, stage.platform === "discord" ? before : before + 1);
  });
});
