import assert from "node:assert/strict";
import { test } from "node:test";
import { commanderOn } from "../support/commander.ts";
import { everywhere } from "../support/everywhere.ts";
import { exportSchema } from "../support/export-schema.ts";
import { type Received, received } from "../support/received.ts";
import { finished, says } from "../support/replies.ts";
import type { Stage } from "../support/stage.ts";

/** The next file, when it has come, and that nobody but the asker sees it. */
async function fileAfter(stage: Stage, before: number): Promise<Received> {
  const files = () => received(stage.platform, stage.sandbox);
  await stage.until(() => files().length > before, "a file");
  const [file] = files().slice(before);
  assert.ok(file);
  assert.equal(file.for, "the asker");
  return file;
}

/** A first exchange, and a branch with one of its own. */
async function talked(stage: Stage) {
  const commander = commanderOn(stage.platform, stage.sandbox);
  const hears = async (text: RegExp) => {
    const find = () => commander.heard().find((h) => text.test(h.text));
    await stage.until(() => find() !== undefined, `something like ${text}`);
    await stage.until(() => stage.app.lanes.size === 0, "the work is done");
    return find();
  };
  await stage.until(() => stage.offered(), "commands are registered");
  const first = stage.ask("the first question");
  await stage.until(() => finished(stage, first), "the first answer");
  await commander.use("branch", { name: "side" });
  const opening = await hears(/`side` goes on from/);
  await hears(/`side` goes on in/);
  const thread = opening?.thread ?? opening?.id ?? "";
  commander.say("only in the branch", thread);
  await hears(/answer 2/);
  return { commander, thread, hears };
}

everywhere("export", (open) => {
  test("EXPORT-COMMAND /export gives the conversation as a file to whoever asks, and to nobody else", async () => {
    await using stage = await open();
    let answers = 0;
    using _script = stage.sandbox.models.script(() => says(`answer ${++answers}`));
    const { commander, thread, hears } = await talked(stage);

    await commander.use("export", {}, thread);
    const branch = await fileAfter(stage, 0);
    assert.match(branch.name, /^parley-side-\d{4}-\d\d-\d\d\.md$/);
    assert.match(
      branch.text,
      /^## side$[\s\S]*^> the first question$[\s\S]*^> only in the branch$[\s\S]*^> answer 2$/m,
    );

    await commander.use("export", { what: "tree", format: "json" });
    const tree = await fileAfter(stage, 1);
    assert.match(tree.name, /^parley-all-.*\.json$/);
    const read = exportSchema.parse(JSON.parse(tree.text));
    const said = read.branches.map((b) => ({
      name: b.name,
      texts: b.entries.flatMap((e) => (e.kind === "message" ? [e.text] : [])),
    }));
    // on Slack the answer stands in a thread of its own, a branch too
    assert.deepEqual(said.flatMap((b) => b.texts).sort(), [
      "answer 1",
      "answer 2",
      "only in the branch",
      "the first question",
    ]);
    assert.deepEqual(said.find((b) => b.name === "side")?.texts, ["only in the branch", "answer 2"]);
    assert.deepEqual(said[0]?.texts[0], "the first question");

    await commander.use("export", { what: "tree", format: "html" });
    const page = await fileAfter(stage, 2);
    assert.match(page.text, /^<!doctype html>[\s\S]*<p>only in the branch<\/p>[\s\S]*<\/html>\n$/);

    // a limit that this conversation is over
    for (const platform of stage.app.platforms) Object.assign(platform.limits, { fileBytes: 300 });
    await commander.use("export", { what: "tree" });
    const refused = await hears(/larger than/);
    assert.match(refused?.text ?? "", new RegExp(`npm run export -- ${read.chat.id}`));
    assert.equal(received(stage.platform, stage.sandbox).length, 3);
    await commander.use("help");
    await hears(/export \[what\] \[format\]` — Take this conversation along/);
  });
});
