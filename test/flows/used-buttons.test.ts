import assert from "node:assert/strict";
import { test } from "node:test";
import { commanderOn } from "../support/commander.ts";
import { everywhere } from "../support/everywhere.ts";
import type { Stage } from "../support/stage.ts";
import { hears, talked, talkedInSide } from "../support/talked.ts";
import { untilHolds } from "../support/until-holds.ts";

everywhere("used buttons", (open) => {
  test("BUTTON-USED a confirmed merge and an undone one say so where they were asked for", async () => {
    await using stage = await open();
    const { commander, script } = await talkedInSide(stage);
    using _script = script;
    await commander.use("merge", { branch: "side" });
    const question = await hears(stage, /Merge `side`\?/);
    await commander.press(question, "Confirm");
    const done = await hears(stage, /merged `side` here \(append\): 2 messages/);
    assert.match(now(stage, question.id), /^\*\*Merge `side`\?\*\* Confirmed by `[^`]+`\.$/);
    await commander.press(done, "Undo");
    await hears(stage, /The merge is undone/);
    assert.match(
      now(stage, done.id),
      /^↩️ The merge of `side` \(append, 2 messages\) was undone by `[^`]+`\.$/,
    );
  });

  test("BUTTON-USED a cancelled merge says so in place of its question, and nothing else does", async () => {
    await using stage = await open();
    const { commander, script } = await talkedInSide(stage);
    using _script = script;
    await commander.use("merge", { branch: "side" });
    const question = await hears(stage, /Merge `side`\?/);
    await commander.press(question, "Cancel");
    assert.equal((await hears(stage, /Nothing was merged/)).id, question.id);
    assert.equal(now(stage, question.id), "Nothing was merged.");
    assert.equal(commander.heard().filter((h) => /Nothing was merged/.test(h.text)).length, 1);
  });

  test("BUTTON-USED a merge that can't be made any more says why in place of its question", async () => {
    await using stage = await open();
    const { commander, script } = await talkedInSide(stage);
    using _script = script;
    await commander.use("merge", { branch: "side" });
    const first = await hears(stage, /Merge `side`\?/);
    await commander.use("merge", { branch: "side" });
    const second = await hears(stage, /Merge `side`\?/, new Set([first.id]));
    await commander.use("merge", { branch: "side", how: "digest" });
    const third = await hears(stage, /would add a summary/);
    {
      using _broken = stage.sandbox.faults.add({
        service: "openai",
        name: /./,
        fault: { kind: "status", status: 401 },
      });
      await commander.press(third, "Confirm");
      await hears(stage, /⚠️/);
      assert.match(now(stage, third.id), /^⚠️ .*\(ref /);
    }
    await commander.press(first, "Confirm");
    await hears(stage, /merged `side` here/);
    await commander.press(second, "Confirm");
    await hears(stage, /There was nothing in `side` that is not here already/);
    assert.match(now(stage, second.id), /There was nothing in `side`/);
    await commander.use("merge", { branch: "side", how: "replace" });
    const fourth = await hears(stage, /would go on here from the end/);
    await stage.query("update branch set state = 'deleted' where title = 'side'", []);
    await commander.press(fourth, "Confirm");
    await hears(stage, /`side` is not there any more/);
    assert.match(now(stage, fourth.id), /`side` is not there any more\. Nothing was merged\./);
  });

  test("BUTTON-USED a deletion that was answered says what came of it; the next attempt of each says the same", async () => {
    await using stage = await open();
    const { commander, script } = await talked(stage);
    using _script = script;
    await commander.use("branch", { name: "plan" });
    await hears(stage, /`plan` goes on in/);
    await commander.use("branches", { action: "delete", branch: "plan" });
    const kept = await hears(stage, /Delete `plan`/);
    await commander.press(kept, "Keep");
    await hears(stage, /`plan` stays/);
    assert.equal(now(stage, kept.id), "`plan` stays.");
    await commander.use("branch", { name: "delete plan" });
    const question = await hears(stage, /Delete `plan`/);
    await commander.press(question, "Delete");
    const told = await hears(stage, /`plan` is deleted/);
    assert.equal(now(stage, question.id), "Delete `plan`? Confirmed.");
    await workedAgain(stage, "input->'pressed'->>'action' = 'confirm'");
    assert.equal(now(stage, told.id), told.text);
    const texts = commander.heard().map((h) => h.text);
    assert.equal(texts.filter((text) => /`plan` is deleted/.test(text)).length, 1);
    assert.ok(!texts.some((text) => /no branch|not there|delete plan/.test(text)), texts.join("\n"));
  });

  test("F07 a renaming that an earlier attempt has made is told as that one would have told it", async () => {
    await using stage = await open();
    const { commander, script } = await talked(stage);
    using _script = script;
    await commander.use("branch", { name: "plan" });
    await hears(stage, /`plan` goes on in/);
    await commander.use("branches", { action: "rename", branch: "plan", name: "better plan" });
    const first = await hears(stage, /`plan` is now called `better plan`/);
    await workedAgain(stage, "input->'command'->>'name' = 'branches'");
    assert.equal(now(stage, first.id), "`plan` is now called `better plan`.");
    await commander.use("branch", { name: "rename better plan to the best plan" });
    const second = await hears(stage, /`better plan` is now called `the best plan`/);
    await workedAgain(stage, "input->'command'->'options'->>'name' like 'rename %'");
    assert.equal(now(stage, second.id), "`better plan` is now called `the best plan`.");
    const texts = commander.heard().map((h) => h.text);
    assert.equal(texts.filter((text) => /is now called/.test(text)).length, 2);
    assert.ok(!texts.some((text) => /no branch|`rename/.test(text)), texts.join("\n"));
  });
});

/** What a message says now, which has no buttons. */
function now(stage: Stage, id: string): string {
  const heard = commanderOn(stage.platform, stage.sandbox).heard();
  const found = heard.find((one) => one.id === id);
  assert.deepEqual(found?.buttons, []);
  return found.text;
}

/** The last job of this kind is worked on once more, as if the process had died before its end was stored. */
async function workedAgain(stage: Stage, condition: string): Promise<void> {
  await stage.stop();
  const [job] = await stage.query(
    `update job set state = 'running', outcome = null, finished_at = null, owner = gen_random_uuid(),
       lease_until = now() - interval '1 second'
     where id = (select id from job where ${condition} order by seq desc limit 1) returning id`,
    [],
  );
  assert.ok(job);
  await stage.start();
  await untilHolds(async () => {
    const [row] = await stage.query("select state, attempt, outcome from job where id = $1::uuid", [
      String(job.id),
    ]);
    return row?.state === "done" && row.attempt === 2 && row.outcome === "answered";
  });
}
