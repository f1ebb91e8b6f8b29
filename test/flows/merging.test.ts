import assert from "node:assert/strict";
import { test } from "node:test";
import { everywhere } from "../support/everywhere.ts";
import { textOf } from "../support/replies.ts";
import { hears, talkedInSide } from "../support/talked.ts";
import { untilHolds } from "../support/until-holds.ts";

everywhere("merging", (open) => {
  test("BRANCH-MERGE a branch is merged after a look, brings only what is new, and is undone after a restart", async () => {
    await using stage = await open();
    const { asked, commander, script, thread } = await talkedInSide(stage);
    using _script = script;
    await commander.use("merge", { branch: "side" });
    const question = await hears(stage, /Merge `side`\?/);
    assert.match(question.text, /add 2 messages[\s\S]*the secret word is teal[\s\S]*answer 2/);
    await commander.press(question, "Confirm");
    const done = await hears(stage, /merged `side` here \(append\): 2 messages/);
    const note = await hears(stage, /merged this branch into `main` \(\[go there\]\(<?https:\/\/[^)]+\)\)/);
    assert.equal(note.thread, thread);
    // Slack has no archive of threads
    const isArchived = () => stage.platform === "slack" || commander.isArchived(thread);
    assert.ok(isArchived());
    await stage.stop();
    await stage.start();
    await commander.press(done, "Undo");
    await hears(stage, /The merge is undone/);
    assert.equal((await hears(stage, /undid the merge of this branch into `main`/)).thread, thread);
    if (stage.platform === "discord") assert.ok(!commander.isArchived(thread));
    const without = stage.ask("which word was it?");
    await stage.until(() => textOf(stage, without).includes("answer 3"), "the answer");
    assert.ok(!asked[2]?.includes("teal"), asked[2]);
    await commander.use("merge", { branch: "side" });
    const again = await hears(stage, /Merge `side`\?/, new Set([question.id]));
    await commander.press(again, "Confirm");
    const second = await hears(stage, /merged `side` here/, new Set([done.id]));
    assert.ok(isArchived());
    const withIt = stage.ask("and now?");
    await stage.until(() => textOf(stage, withIt).includes("answer 4"), "the answer");
    assert.match(asked[3] ?? "", /the secret word is teal[\s\S]*answer 2[\s\S]*and now\?/);
    await commander.press(second, "Undo");
    await hears(stage, /More was said here since/);
    await commander.use("merge", { branch: "side" });
    await hears(stage, /nothing in `side` that is not here already/);
  });

  test("BRANCH-WITHOUT of a merge that was built upon what was there before goes on in a branch, made once", async () => {
    await using stage = await open();
    const { asked, commander, script, thread } = await talkedInSide(stage);
    using _script = script;
    await commander.use("merge", { branch: "side" });
    const look = await hears(stage, /Merge `side`\?/);
    await commander.press(look, "Confirm");
    const done = await hears(stage, /merged `side` here/);
    const later = stage.ask("what was said on top of it?");
    await stage.until(() => textOf(stage, later).includes("answer 3"), "the answer");
    assert.match(asked[2] ?? "", /the secret word is teal/);
    await commander.press(done, "Undo");
    const offer = await hears(stage, /so the merge can't be undone[\s\S]*in a branch of its own/);
    await commander.press(offer, "Branch without it");
    const opening = await hears(
      stage,
      /`main before side` goes on from what was said before `side` was merged into this channel/,
    );
    await hears(stage, /`main before side` goes on in \[a thread of its own\]/);
    const own = opening.thread ?? opening.id;
    assert.notEqual(own, thread);
    commander.say("which word was it?", own);
    const answer = await hears(stage, /answer 4/);
    assert.equal(answer.thread, own);
    assert.match(asked[3] ?? "", /the first question[\s\S]*which word was it\?/);
    assert.doesNotMatch(asked[3] ?? "", /teal|answer 2|on top of it|answer 3/);
    await hears(stage, /What was here before `side` was merged goes on in a branch of its own/);
    await commander.press(done, "Undo");
    const again = await hears(stage, /so the merge can't be undone/, new Set([offer.id]));
    await commander.press(again, "Branch without it");
    await hears(stage, /`main before side` goes on in \[a thread[^\n]*It was branched here before/);
    assert.equal(commander.heard().filter((h) => /goes on from what was said before/.test(h.text)).length, 1);
    // merged into a thread, that thread is what it goes on from
    await commander.use("merge", { branch: "side" }, own);
    await commander.press(await hears(stage, /Merge `side`\?/, new Set([look.id])), "Confirm");
    const inThread = await hears(stage, /merged `side` here/, new Set([done.id]));
    commander.say("and further?", own);
    await hears(stage, /answer 5/);
    assert.match(asked[4] ?? "", /teal/);
    await commander.press(inThread, "Undo");
    const second = await hears(stage, /so the merge can't be undone/, new Set([offer.id, again.id]));
    await commander.press(second, "Branch without it");
    const nested = await hears(
      stage,
      /`main before side before side` goes on from[\s\S]*into \[this thread\]/,
    );
    await hears(stage, /`main before side before side` goes on in/);
    commander.say("and here?", nested.thread ?? nested.id);
    await hears(stage, /answer 6/);
    assert.match(
      asked[5] ?? "",
      /the first question[\s\S]*which word was it\?[\s\S]*answer 4[\s\S]*and here\?/,
    );
    assert.doesNotMatch(asked[5] ?? "", /teal|and further/);
  });

  test("BRANCH-ALONG a branch's look tells what it shows of others and is not here, and offers to bring that too", async () => {
    await using stage = await open();
    const { asked, commander, script, thread } = await talkedInSide(stage);
    using _script = script;
    await commander.use("branch", { name: "deeper" }, thread);
    const opening = await hears(stage, /`deeper` goes on from/);
    await hears(stage, /`deeper` goes on in/);
    await commander.use("merge", { branch: "deeper" });
    const empty = await hears(
      stage,
      /`deeper`\?\*\* It says nothing of its own that is not here, but shows 2 messages/,
    );
    assert.deepEqual(
      empty.buttons.map((button) => button.label),
      ["Bring those too", "Cancel"],
    );
    commander.say("deeper still", opening.thread ?? opening.id);
    await hears(stage, /answer 3/);
    await commander.use("merge", { branch: "deeper" });
    const look = await hears(
      stage,
      /add 2 messages[^\n]*\nIt also shows 2 messages of other branches that are not here/,
    );
    await commander.press(look, "Bring those too");
    const done = await hears(stage, /merged `deeper` here \(append\): 4 messages/);
    const whole = stage.ask("and now?");
    await stage.until(() => textOf(stage, whole).includes("answer 4"), "the answer");
    assert.match(asked[3] ?? "", /the secret word is teal[\s\S]*answer 2[\s\S]*deeper still[\s\S]*and now\?/);
    assert.ok(done.buttons.some((button) => button.label === "Undo"));
  });

  test("BRANCH-CLOSE a merged branch's thread is told once, despite a crash, and can be gone on with", async () => {
    await using stage = await open();
    const { asked, commander, script, thread } = await talkedInSide(stage);
    using _script = script;
    await commander.use("merge", { branch: "side" });
    const question = await hears(stage, /Merge `side`\?/);
    const notes = () => commander.heard().filter((h) => /merged this branch into `main`/.test(h.text));
    {
      // the database is away from the moment the note is posted
      using _watching = stage.sandbox.ledger.watch(() => {
        if (notes().length > 0) stage.database.down = true;
      });
      await commander.press(question, "Confirm");
      await stage.until(() => stage.database.down, "the note");
      await stage.stop();
    }
    stage.database.down = false;
    await stage.start();
    // the second attempt begins when the first one's lease has run out
    await untilHolds(
      async () => (await stage.query("select 1 from job where state <> 'done'", [])).length === 0,
    );
    assert.ok(stage.platform === "slack" || commander.isArchived(thread));
    await hears(stage, /merged `side` here \(append\): 2 messages/);
    assert.equal(notes().length, 1);
    commander.say("and further?", thread);
    await hears(stage, /answer 3/);
    assert.match(asked[2] ?? "", /teal[\s\S]*and further/);
    assert.ok(!commander.isArchived(thread));
  });

  test("BRANCH-MERGE replace keeps what was there as a branch, digest brings a summary, cancel nothing", async () => {
    await using stage = await open();
    const { asked, commander, script } = await talkedInSide(stage);
    using _script = script;
    await commander.use("merge", { branch: "side", how: "digest" });
    const one = await hears(stage, /add a summary/);
    await commander.press(one, "Cancel");
    await hears(stage, /Nothing was merged/);
    await commander.use("merge", { branch: "side", how: "digest" });
    const two = await hears(stage, /add a summary/, new Set([one.id]));
    await commander.press(two, "Confirm");
    const summed = await hears(stage, /merged `side` here \(digest\)[\s\S]*answer 3/);
    assert.match(asked[2] ?? "", /the secret word is teal/);
    // what it took counts for the conversation that it was written for
    const took = "select 1 from usage u join job j on j.id = u.job_id where j.kind = 'command'";
    assert.equal((await stage.query(took, [])).length, 1);
    await commander.press(summed, "Undo");
    await hears(stage, /The merge is undone/);
    const later = stage.ask("something only in main");
    await stage.until(() => textOf(stage, later).includes("answer 4"), "the answer");
    await commander.use("merge", { branch: "side", how: "replace" });
    await commander.press(await hears(stage, /go on here from the end/), "Confirm");
    const done = await hears(stage, /merged `side` here \(replace\)/);
    assert.match(done.text, /kept as `main until \d{4}-\d\d-\d\d`/);
    const after = stage.ask("where are we?");
    await stage.until(() => textOf(stage, after).includes("answer 5"), "the answer");
    assert.match(asked[4] ?? "", /the secret word is teal[\s\S]*where are we/);
    assert.ok(!asked[4]?.includes("something only in main"));
  });
});
