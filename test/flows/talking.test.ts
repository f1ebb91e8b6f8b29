import assert from "node:assert/strict";
import { test } from "node:test";
import { everywhere } from "../support/everywhere.ts";
import { finished, says, stop, textOf } from "../support/replies.ts";

everywhere("talking", (open, way) => {
  test("TALK-ANSWER a mention is answered once, by one message with its buttons", async () => {
    await using stage = await open();
    using _script = stage.sandbox.models.script([says("Hello ", "there.")]);
    const asked = stage.ask("hi");
    await stage.until(() => finished(stage, asked));
    const shown = stage.shown(asked);
    assert.deepEqual(
      shown.map((m) => [m.text, m.buttons]),
      [["Hello there.", ["Regenerate", "Branch"]]],
    );
  });

  test("TALK-CONTEXT the model is given what was said before, with names, and nothing of other threads", async () => {
    await using stage = await open();
    const asked: unknown[] = [];
    using _script = stage.sandbox.models.script((request) => {
      asked.push(request.turns.map((t) => [t.role, t.text]));
      return says(`answer ${asked.length}`);
    });
    const first = stage.ask("one");
    await stage.until(() => finished(stage, first));
    const second = stage.ask("two", { in: first, person: "second" });
    await stage.until(() => textOf(stage, first).includes("answer 2") || finished(stage, second));
    const [role, last] = (asked[1] as string[][]).at(-1) as [string, string];
    assert.equal(role, "user");
    assert.match(last, /\[.+\] two$/);
    assert.match(JSON.stringify(asked[1]), /\[[^\]]+\] one.*answer 1/);
  });

  test("TALK-STREAM a slow answer is visible while it grows, and can be stopped", async () => {
    await using stage = await open();
    using _script = stage.sandbox.models.script(() => [
      { kind: "text", text: "The beginning. " },
      { kind: "wait", ms: 60_000 },
      { kind: "text", text: "The end." },
      stop,
    ]);
    const asked = stage.ask("tell me");
    await stage.until(() => textOf(stage, asked).includes("The beginning"), "the first words");
    assert.ok(!finished(stage, asked));
    await stage.press(asked, "Stop");
    await stage.until(() => finished(stage, asked), "the stopped answer");
    assert.match(textOf(stage, asked), /The beginning\.[\s\S]*Stopped/);
    assert.ok(!textOf(stage, asked).includes("The end"));
  });

  test("TALK-AGAIN Regenerate gives another answer, once however often it is pressed, also after a restart", async () => {
    await using stage = await open();
    using _script = stage.sandbox.models.script([says("bad"), says("good")]);
    const asked = stage.ask("q");
    await stage.until(() => finished(stage, asked));
    await stage.stop();
    await stage.start();
    await stage.press(asked, "Regenerate");
    await stage.press(asked, "Regenerate");
    await stage.until(() => textOf(stage, asked).includes("good"), "the second answer");
    assert.equal(stage.shown(asked).length, 2);
  });

  test("TALK-QUEUE messages that come meanwhile wait in order, visibly, and each is answered", async () => {
    await using stage = await open();
    const release = Promise.withResolvers<void>();
    using _script = stage.sandbox.models.script(async (request) => {
      const words = request.turns.at(-1)?.text.split("] ").at(-1) ?? "";
      if (words.includes("first")) await release.promise;
      return says(`re: ${words}`);
    });
    const first = stage.ask("first");
    await stage.until(
      () => stage.sandbox.ledger.entries.some((e) => /openai|anthropic/.test(e.service)),
      "the model",
    );
    const second = stage.ask("second", { in: first });
    const third = stage.ask("third", { in: first });
    await stage.until(() => textOf(stage, second).includes("1 ahead"), "the second waits visibly");
    await stage.until(() => textOf(stage, third).includes("2 ahead"), "the third waits visibly");
    release.resolve();
    await stage.until(() => /re: third/.test(textOf(stage, third)), "the last answer");
    const all = textOf(stage, first) + textOf(stage, second) + textOf(stage, third);
    assert.ok(!all.includes("ahead"), all);
    for (const word of ["first", "second", "third"]) assert.match(all, new RegExp(`re: ${word}`));
  });

  test("TALK-LONG F37 a long answer becomes several messages, in order, nothing cut, fences whole", async () => {
    await using stage = await open();
    const lines = Array.from({ length: 900 }, (_, i) => `line ${i} of the program`);
    const whole = `Here:\n\n\`\`\`js\n${lines.join("\n")}\n\`\`\`\n\nDone.`;
    using _script = stage.sandbox.models.script([says(...(whole.match(/[\s\S]{1,400}/g) ?? []))]);
    const asked = stage.ask("program");
    await stage.until(() => finished(stage, asked), "the whole answer", 30_000);
    const shown = stage.shown(asked);
    assert.ok(shown.length > 1, `${shown.length} messages`);
    for (const m of shown) assert.equal((m.text.match(/```/g)?.length ?? 0) % 2, 0, "a fence was left open");
    const said = shown.flatMap((m) => m.text.split("\n")).filter((line) => line.startsWith("line "));
    assert.deepEqual(said, lines);
  });

  test("TALK-TABLE a table is shown as one, and the model reads back what it wrote", async () => {
    await using stage = await open();
    const table =
      "| Name | Price |\n|---|--:|\n| **Apple** | 1.20 |\n| [Pear](https://example.org/pear) | 10 |";
    const block = "```\nName   Price\n-----  -----\nApple   1.20\nPear      10\n```";
    let read = "";
    using _script = stage.sandbox.models.script((request) => {
      read = request.turns.at(-2)?.text ?? "";
      return says(`Prices:\n\n${table}\n\nThat is all.`);
    });
    const asked = stage.ask("prices");
    await stage.until(() => finished(stage, asked));
    const onDiscord = `${block}\n[Pear](<https://example.org/pear>)`;
    const onSlack = table.replace("(https://example.org/pear)", "(<https://example.org/pear>)");
    assert.deepEqual(
      stage.shown(asked).map((message) => message.text),
      [`Prices:\n\n${way.platform === "discord" ? onDiscord : onSlack}\n\nThat is all.`],
    );
    const again = stage.ask("again", { in: asked });
    await stage.until(() => read !== "" && finished(stage, again), "the second answer");
    assert.ok(read.includes(table), read);
  });

  test("TALK-DELETE deleting the question cancels the turn and takes back what was shown of it", async () => {
    await using stage = await open();
    using _script = stage.sandbox.models.script(() => [{ kind: "text", text: "Soon " }, { kind: "stall" }]);
    const asked = stage.ask("never mind");
    await stage.until(() => textOf(stage, asked).includes("Soon"));
    stage.remove(asked);
    await stage.until(() => stage.shown(asked).length === 0, "the answer is gone");
  });

  test("TALK-COMMANDS help, model, new and stop answer where they are used", async () => {
    await using stage = await open();
    using _script = stage.sandbox.models.script((request) => says(`${request.turns.length} turns`));
    await stage.until(() => stage.offered(), "commands are registered");
    const help = await stage.command("help");
    await stage.until(() => help() !== undefined, "help");
    assert.match(help() ?? "", /new[\s\S]*stop[\s\S]*model[\s\S]*help/);
    const model = await stage.command("model");
    await stage.until(() => /openai\/demo/.test(model() ?? ""), "the model");
    const nothing = await stage.command("stop");
    await stage.until(() => /Nothing is running/.test(nothing() ?? ""), "stop");
    const wrong = await stage.command("model", { name: "elsewhere/x" });
    await stage.until(() => /openai\/NAME/.test(wrong() ?? ""), "a refused model");
    const fresh = await stage.command("new");
    await stage.until(() => /fresh start/i.test(fresh() ?? ""), "new");
  });

  test("TALK-IGNORE what is not meant for Parley is neither answered nor kept", async () => {
    await using stage = await open();
    using _script = stage.sandbox.models.script([says("ok")]);
    const aside = stage.chat("just talking among ourselves");
    const asked = stage.ask("now you");
    await stage.until(() => finished(stage, asked));
    assert.deepEqual(
      stage.shown(aside).filter((m) => m.text !== "ok"),
      [],
    );
    const seen = JSON.stringify(
      stage.sandbox.ledger.entries.filter((e) => /openai|anthropic/.test(e.service)),
    );
    assert.ok(!seen.includes("among ourselves"));
  });

  test("TALK-ADOPT a thread opened by hand becomes Parley's when it is mentioned there, with what was said in it", async () => {
    await using stage = await open();
    const asked: string[] = [];
    using _script = stage.sandbox.models.script((request) => {
      asked.push(request.turns.map((t) => t.text).join("\n"));
      return says(`answer ${asked.length}`);
    });
    const thread = stage.openThread(stage.chat("shall we paint the shed?"));
    stage.chat("teal would be nice", { in: thread });
    const question = stage.ask("what do you think?", { in: thread });
    await stage.until(() => textOf(stage, question).includes("answer 1"), "the answer in the thread");
    assert.match(asked[0] ?? "", /teal would be nice[\s\S]*what do you think\?/);
    const more = stage.chat("and the door?", { in: thread });
    await stage.until(() => textOf(stage, more).includes("answer 2"), "an answer without a mention");
    assert.match(asked[1] ?? "", /teal[\s\S]*answer 1[\s\S]*and the door/);
  });

  test("TALK-DM F25 a direct message needs no mention, and one written while Parley was away is answered", async () => {
    await using stage = await open();
    using _script = stage.sandbox.models.script((request) =>
      says(`re ${request.turns.at(-1)?.text.slice(-3)}`),
    );
    const first = stage.dm("one");
    await stage.until(() => textOf(stage, first).includes("re one"), "the answer");
    await stage.until(() => stage.app.lanes.size === 0, "the job ends");
    await stage.stop();
    const second = stage.dm("two");
    await stage.start();
    await stage.until(() => textOf(stage, second).includes("re two"), "the answer to what was missed");
    assert.equal(stage.shown(second).filter((m) => m.text === "re two").length, 1);
  });
});
