import assert from "node:assert/strict";
import { test } from "node:test";
import { commanderOn } from "../support/commander.ts";
import { everywhere } from "../support/everywhere.ts";
import { finished, says, stop, textOf } from "../support/replies.ts";
import { shiftedClock } from "../support/shifted-clock.ts";

const minutes = 60_000;

everywhere("faults", (open, way) => {
  test("F16 a message that arrives while the database is away is answered once it is back", async () => {
    await using stage = await open();
    using _script = stage.sandbox.models.script([says("back again")]);
    stage.database.down = true;
    const asked = stage.ask("are you there?");
    await stage.until(
      () => stage.lines.some((line) => line.code === "store_failed"),
      "the failure is noticed",
    );
    stage.database.down = false;
    // a platform that was not told "received" sends again; where none does, Parley itself tries again
    await stage.until(() => finished(stage, asked), "the answer", 90_000);
    assert.equal(stage.shown(asked).length, 1);
  });

  test("F39 a database that goes away during an answer neither loses nor doubles it", async () => {
    await using stage = await open();
    const release = Promise.withResolvers<void>();
    using _script = stage.sandbox.models.script(async () => {
      await release.promise;
      return says("still one");
    });
    const asked = stage.ask("hold on");
    await stage.until(
      () => stage.sandbox.ledger.entries.some((e) => e.service === "openai"),
      "the model is asked",
    );
    stage.database.down = true;
    release.resolve();
    await stage.until(() => textOf(stage, asked).includes("still one"), "the answer");
    await stage.until(
      () => stage.lines.some((line) => /could not be stored yet/.test(String(line.msg))),
      "a log line",
    );
    stage.database.down = false;
    await stage.until(() => stage.app.lanes.size === 0, "the job ends");
    assert.deepEqual(
      stage.shown(asked).map((m) => m.text),
      ["still one"],
    );
  });

  test("F25 after 20 minutes away there is one short notice, after 10 an answer", async () => {
    const clock = shiftedClock();
    await using stage = await open({ clock });
    using _script = stage.sandbox.models.script((request) =>
      says(`re ${request.turns.at(-1)?.text.slice(-3)}`),
    );
    const first = stage.ask("one");
    await stage.until(() => finished(stage, first));
    await stage.stop();
    clock.skip(10 * minutes);
    const old = stage.ask("old", { in: first });
    clock.skip(1 * minutes);
    const older = stage.ask("odd", { in: first });
    clock.skip(10 * minutes);
    const recent = stage.ask("two");
    clock.skip(9 * minutes);
    await stage.start();
    await stage.until(() => finished(stage, recent), "the recent question is answered");
    await stage.until(() => /I was away and missed 2 messages/.test(textOf(stage, older)), "a notice");
    assert.match(textOf(stage, recent), /re two/);
    const everything =
      way.platform === "slack"
        ? textOf(stage, first)
        : [first, old, older].map((a) => textOf(stage, a)).join("\n");
    assert.equal(everything.split("I was away").length, 2, everything);
    assert.ok(!everything.includes("re old"), "what is too old is not answered");
  });

  test("F38 a stream of many small pieces is not edited more often than the platform likes, and ends whole", async () => {
    await using stage = await open();
    const words = Array.from({ length: 300 }, (_, i) => `w${i} `);
    using _script = stage.sandbox.models.script([
      [...words.flatMap((text) => [{ kind: "text", text } as const, { kind: "wait", ms: 5 } as const]), stop],
    ]);
    const asked = stage.ask("many words");
    await stage.until(() => finished(stage, asked), "the answer", 30_000);
    assert.equal(
      stage
        .shown(asked)
        .map((m) => m.text)
        .join("")
        .trim(),
      words.join("").trim(),
    );
    const writes = stage.sandbox.ledger.entries.filter((e) =>
      /PATCH .*messages|chat\.(update|appendStream)/.test(e.name),
    );
    assert.ok(writes.length <= 12, `${writes.length} writes in about two seconds`);
    assert.ok(
      writes.every((e) => e.status === 200),
      "no write was refused",
    );
  });

  for (const [name, reply] of [
    ["overloaded", [{ kind: "error", status: 529 }]],
    ["unauthorised", [{ kind: "error", status: 401 }]],
    ["empty", [stop]],
  ] as const) {
    test(`F43 F44 a model that is ${name} is told to people, with what to do next`, async () => {
      await using stage = await open();
      using _script = stage.sandbox.models.script(() => reply);
      const asked = stage.ask("anyone?");
      await stage.until(() => finished(stage, asked), "the failure is told", 45_000);
      assert.match(
        textOf(stage, asked),
        name === "empty" ? /empty answer/ : /AI service.*\(ref [0-9a-f]{8}\)/,
      );
      assert.equal(stage.shown(asked).length, 1);
    });
  }

  test("F43 an answer that breaks off is kept, marked, and goes on with Continue", async () => {
    await using stage = await open();
    let calls = 0;
    using _script = stage.sandbox.models.script((request) => {
      calls++;
      if (calls === 1)
        return [{ kind: "text", text: "First half," }, { kind: "wait", ms: 300 }, { kind: "reset" }];
      assert.match(request.turns.map((t) => t.text).join("\n"), /First half/);
      return says(" second half.");
    });
    const asked = stage.ask("a story");
    await stage.until(
      () => stage.shown(asked).some((m) => m.buttons.includes("Continue")),
      "the cut is told",
    );
    assert.match(textOf(stage, asked), /First half,[\s\S]*Cut off/);
    await stage.press(asked, "Continue");
    await stage.until(() => textOf(stage, asked).includes("second half"), "the rest");
  });

  test("F44 a filtered answer is taken back, a refusal and a length limit are said", async () => {
    await using stage = await open();
    using _script = stage.sandbox.models.script([
      [
        { kind: "text", text: "forbidden words" },
        { kind: "wait", ms: 400 },
        { kind: "end", reason: "content_filter" },
      ],
      [
        { kind: "text", text: "part of it" },
        { kind: "end", reason: "length" },
      ],
    ]);
    const filtered = stage.ask("one");
    await stage.until(() => finished(stage, filtered));
    assert.doesNotMatch(textOf(stage, filtered), /forbidden/);
    assert.match(textOf(stage, filtered), /withdrew/);
    const long = stage.ask("two");
    await stage.until(() => finished(stage, long));
    assert.match(textOf(stage, long), /part of it[\s\S]*as long as one answer may be/);
    assert.deepEqual(stage.shown(long).at(-1)?.buttons, ["Continue", "Regenerate", "Branch"]);
  });

  test("F57 a stop lets an answer end, or leaves it to the next start, which goes on in the same message", async () => {
    await using stage = await open();
    let calls = 0;
    using _script = stage.sandbox.models.script(() => {
      calls++;
      if (calls === 1) return [{ kind: "text", text: "Begun. " }, { kind: "stall" }];
      return says("Begun. And ended.");
    });
    const asked = stage.ask("long work");
    await stage.until(() => textOf(stage, asked).includes("Begun"), "the first words");
    const before = stage.shown(asked).map((m) => m.id);
    await stage.stop(50);
    await stage.start();
    await stage.until(() => finished(stage, asked), "the answer");
    assert.deepEqual(
      stage.shown(asked).map((m) => [m.id, m.text]),
      before.map((id) => [id, "Begun. And ended."]),
    );
    assert.equal(calls, 2);
  });

  for (const isWaiting of [false, true])
    test(`F57 a stop while a picture is made${isWaiting ? " and people are shown so" : ""} leaves it to the next start, which makes it, once for all to see`, async () => {
      await using stage = await open();
      const { sandbox } = stage;
      const commander = commanderOn(way.platform, sandbox);
      const prompts: string[] = [];
      using _images = sandbox.models.scriptImages(({ prompt }) => {
        prompts.push(prompt);
        return [{ kind: prompts.length === 1 ? "stall" : "drawn" }];
      });
      await stage.until(() => stage.offered(), "commands are registered");
      await commander.use("image", { prompt: "a red fox" });
      await stage.until(() => prompts.length === 1, "the image model is asked");
      const isShown = /callback|response_url/;
      const shown = () => sandbox.ledger.entries.some((e) => isShown.test(e.name) && e.status !== undefined);
      if (isWaiting) await stage.until(shown, "people are shown that it is worked on");
      await stage.stop(50);
      await stage.start();
      const answers = () => commander.heard().filter((h) => h.text.includes("A picture for"));
      await stage.until(() => answers().some((h) => h.files.length > 0), "the picture");
      await stage.stop(5_000);
      assert.deepEqual(
        answers().map((h) => [h.files.map((file) => file.name), h.buttons.map((b) => b.label)]),
        [[["picture.png"], ["Again", "Vary", "Edit…"]]],
      );
      assert.deepEqual(
        commander.heard().filter((h) => h.text === "" && h.files.length === 0),
        [],
      );
      assert.deepEqual(prompts, ["a red fox", "a red fox"]);
      const kept = await stage.query("select files from message where role = 'parley'", []);
      assert.equal(kept.length, 1, "it joined the conversation once");
    });

  test("F63 twenty messages in one conversation are answered in order, others meanwhile", async () => {
    await using stage = await open();
    const answered: string[] = [];
    using _script = stage.sandbox.models.script((request) => {
      const word = /(\w+)$/.exec(request.turns.at(-1)?.text ?? "")?.[1] ?? "";
      answered.push(word);
      return says(`re ${word}`);
    });
    const first = stage.ask("m0");
    await stage.until(() => finished(stage, first));
    const many = Array.from({ length: 20 }, (_, i) => stage.ask(`m${i + 1}`, { in: first }));
    const other = stage.ask("other", { elsewhere: true });
    await stage.until(() => finished(stage, other), "the other conversation", 30_000);
    assert.ok(
      answered.indexOf("other") < 18,
      `another conversation waited behind ${answered.indexOf("other")} messages`,
    );
    const last = many.at(-1) as typeof first;
    await stage.until(() => textOf(stage, last).includes("re m20"), "the last answer", 60_000);
    assert.deepEqual(
      answered.filter((word) => word !== "other"),
      Array.from({ length: 21 }, (_, i) => `m${i}`),
    );
  });

  test("F64 Stop pressed twice stops once", async () => {
    await using stage = await open();
    using _script = stage.sandbox.models.script(() => [{ kind: "text", text: "So " }, { kind: "stall" }]);
    const asked = stage.ask("go");
    await stage.until(() => stage.shown(asked).some((m) => m.buttons.includes("Stop")), "a Stop button");
    await Promise.all([stage.press(asked, "Stop"), stage.press(asked, "Stop")]);
    await stage.until(() => finished(stage, asked), "stopped");
    assert.equal(textOf(stage, asked).split("Stopped").length, 2);
  });
});
