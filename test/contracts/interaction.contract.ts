import assert from "node:assert/strict";
import { commands } from "../../src/commands/list.ts";
import { actionNames, type Person } from "../../src/core/inbound.ts";
import { introduce, survey } from "../support/test-commands.ts";
import { job, key, type Start, suiteOn } from "./platform-suite.ts";

const signal = AbortSignal.timeout(600_000);

/** What every platform adapter does with commands, forms and buttons. */
export function interactionContract(name: string, start: Start): void {
  const { contract, inTime } = suiteOn(name, start);

  contract(
    "PLATFORM-BUTTON a press arrives with the job, and its answer is seen by that person alone",
    async (bench) => {
      const { platform, channel, people } = bench;
      const of = job();
      const buttons = [{ action: "regenerate", label: "Regenerate", job: of }] as const;
      const { id } = await platform.send(channel, { text: "done", buttons }, key(of), signal);
      await people.press(people.ben, channel, id, "Regenerate");
      const action = await bench.hear("action");
      assert.equal(action.action, "regenerate");
      assert.equal(action.job, of);
      assert.equal(action.message, id);
      assert.deepEqual(action.person, people.ben);
      await platform.respond(
        action.reply,
        channel,
        people.ben,
        { text: "not yours", visibility: "asker" },
        false,
        signal,
      );
      const seen = async (viewer: Person) => (await bench.standing(channel, viewer)).map((one) => one.text);
      assert.ok((await seen(people.ben)).includes("not yours"));
      assert.ok(!(await seen(people.chloe)).includes("not yours"));
      assert.deepEqual((await bench.standing(channel)).find((one) => one.id === id)?.buttons, ["Regenerate"]);
    },
  );

  contract(
    "PLATFORM-COMMAND a command arrives with its options and is answered once in effect",
    async (bench) => {
      const { platform, channel, people } = bench;
      const spec = { name: "model", summary: "Choose a model", options: [nameOption] };
      await platform.publish([spec], signal);
      await people.command(people.ben, channel, "model", { name: "demo" });
      const command = await bench.hear("command");
      assert.equal(command.name, "model");
      assert.deepEqual(command.options, { name: "demo" });
      const answer = { text: "It is demo now.", visibility: "all" } as const;
      await platform.respond(command.reply, channel, people.ben, answer, false, signal);
      await platform.respond(command.reply, channel, people.ben, answer, false, signal);
      const standing = (await bench.standing(channel, people.chloe)).filter(
        (one) => one.text === answer.text,
      );
      assert.equal(standing.length, 1);
    },
  );

  inTime(
    "PLATFORM-PERSON whom a command is about comes as an id, whatever they are called",
    async (bench) => {
      const { platform, channel, people } = bench;
      await platform.publish([introduce], signal);
      await people.command(people.ben, channel, "introduce", {
        who: people.picked(people.chloe),
        words: "good morning",
      });
      const command = await bench.hear("command");
      assert.deepEqual(command.options, { who: people.chloe.id, words: "good morning" });
    },
  );

  inTime(
    "PLATFORM-FORM a command opens its form at once; what is sent in is the command, cleared fields included",
    async (bench) => {
      const { platform, channel, people, forms } = bench;
      await platform.publish([survey], signal);
      const values = { tone: "stern", motto: "onwards", "long-story": "once\nupon", friend: people.chloe.id };
      forms.answerForms({ kind: "form", command: survey, values });
      await people.command(people.ben, channel, "survey");
      const form = await people.form(people.ben);
      assert.equal(form.title, "Survey");
      assert.deepEqual(form.fields, { ...values, count: "" });
      assert.deepEqual(forms.asked, [{ of: "survey", place: channel, person: forms.asked[0]?.person }]);
      assert.equal(forms.asked[0]?.person.id, people.ben.id);
      assert.deepEqual(bench.heard, [], "nothing is kept of an open form");
      await people.submit(people.ben, { tone: "", motto: "", "long-story": "two\nlines", count: "7" });
      const command = await bench.hear("command");
      assert.deepEqual(command.options, {
        tone: "",
        motto: "",
        "long-story": "two\nlines",
        count: "7",
        friend: people.chloe.id,
      });
      assert.deepEqual([command.name, command.place, command.person], ["survey", channel, people.ben]);
      const answer = { text: "thank you", visibility: "asker" } as const;
      await platform.respond(command.reply, channel, people.ben, answer, false, signal);
      await platform.respond(command.reply, channel, people.ben, answer, false, signal);
      const seen = async (viewer: Person) =>
        (await bench.standing(channel, viewer)).filter((one) => one.text === "thank you").length;
      assert.deepEqual([await seen(people.ben), await seen(people.chloe)], [1, 0]);
    },
  );

  inTime("PLATFORM-FORM with an option given it is a command like any other", async (bench) => {
    const { platform, channel, people, forms } = bench;
    await platform.publish([survey], signal);
    await people.command(people.ben, channel, "survey", { tone: "kind" });
    assert.deepEqual((await bench.hear("command")).options, { tone: "kind" });
    assert.deepEqual(forms.asked, []);
  });

  inTime("PLATFORM-FORM whoever may not have it is told so, and nobody else", async (bench) => {
    const { platform, channel, people, forms } = bench;
    await platform.publish([survey], signal);
    forms.answerForms({ kind: "refused", text: "not for you" });
    await people.command(people.ben, channel, "survey");
    const seen = async (viewer: Person) => (await bench.standing(channel, viewer)).map((one) => one.text);
    await bench.until(async () => (await seen(people.ben)).includes("not for you"));
    assert.ok(!(await seen(people.chloe)).includes("not for you"));
    assert.deepEqual(bench.heard, []);
  });

  inTime("PLATFORM-FORM a button opens one too, and it belongs to the thread it stands in", async (bench) => {
    const { platform, channel, people, forms } = bench;
    const thread = await platform.openThread(channel, { title: "aside", text: "here" }, key(job()), signal);
    assert.ok(thread);
    const of = job();
    const buttons = [{ action: "open", label: "Open the form", job: of }] as const;
    const { id } = await platform.send(thread, { text: "a form", buttons }, key(of), signal);
    forms.answerForms({ kind: "form", command: survey, values: {} });
    await people.press(people.ben, thread, id, "Open the form");
    assert.deepEqual(Object.values((await people.form(people.ben)).fields), ["", "", "", "", ""]);
    assert.deepEqual(
      forms.asked.map((one) => [one.of, one.place, one.person.id]),
      [[of, thread, people.ben.id]],
    );
    await people.submit(people.ben, { motto: "from a thread" });
    const command = await bench.hear("command");
    assert.deepEqual(
      [command.name, command.place, command.options.motto],
      ["survey", thread, "from a thread"],
    );
    const answer = { text: "noted", visibility: "asker" } as const;
    await platform.respond(command.reply, thread, people.ben, answer, false, signal);
    assert.ok((await bench.standing(thread, people.ben)).some((one) => one.text === "noted"));
    assert.deepEqual(
      bench.heard.map((one) => one.kind),
      ["command"],
    );
  });

  contract("PLATFORM-ACCESS whoever is heard in a DM may write there", async (bench) => {
    const { platform, dm, people } = bench;
    await platform.publish([introduce], signal);
    await people.command(people.ben, dm, "introduce", { who: people.picked(people.chloe) });
    assert.equal((await bench.hear("command")).access, "write");
    const of = job();
    const buttons = [{ action: "accept", label: "Accept", job: of }] as const;
    const { id } = await platform.send(dm, { text: "come in", buttons }, key(of), signal);
    await people.press(people.ben, dm, id, "Accept");
    assert.equal((await bench.hear("action")).access, "write");
  });

  contract("PLATFORM-BUTTON every button comes back as what it was made for", async (bench) => {
    const { platform, channel, people } = bench;
    // these are answered with a form and never heard of as actions
    const actions = actionNames.filter((name) => name !== "open" && name !== "edit");
    // five buttons stand in a row
    for (let from = 0; from < actions.length; from += 5) {
      const some = actions.slice(from, from + 5);
      const of = job();
      const buttons = some.map((action) => ({ action, label: `do ${action}`, job: of }));
      const { id } = await platform.send(channel, { text: "well?", buttons }, key(of), signal);
      for (const action of some) {
        await people.press(people.ben, channel, id, `do ${action}`);
        const pressed = await bench.hear("action", (one) => one.action === action);
        assert.deepEqual([pressed.job, pressed.message], [of, id]);
      }
    }
  });

  contract("PLATFORM-MENU a command chosen in a message's menu arrives with that message", async (bench) => {
    const { platform, channel, people } = bench;
    await platform.publish(commands, signal);
    const id = await people.say(people.chloe, channel, "branch me");
    await people.choose(people.ben, channel, id, "Branch from here");
    const { name, options, person, place } = await bench.hear("command");
    assert.deepEqual([name, options, person], ["branch", { from: id }, people.ben]);
    assert.deepEqual(platform.linked(String(options.from), place), { place: channel, id });
  });

  contract("PLATFORM-PUBLISH commands are written once and not again when nothing changed", async (bench) => {
    const spec = { name: "model", summary: "Choose a model", options: [nameOption] };
    const before = bench.commandWrites();
    await bench.platform.publish([spec], signal);
    const written = bench.commandWrites();
    await bench.platform.publish([spec], signal);
    assert.equal(bench.commandWrites(), written);
    assert.ok(written >= before);
  });
}

const nameOption = { kind: "text", name: "name", summary: "Its name", required: false } as const;
