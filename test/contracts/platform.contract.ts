import assert from "node:assert/strict";
import { test } from "node:test";
import { commands } from "../../src/commands/list.ts";
import { type Clock, systemClock } from "../../src/core/clock.ts";
import { isParleyError } from "../../src/core/errors.ts";
import { type JobId, jobId } from "../../src/core/ids.ts";
import { actionNames, type Inbound, type Person, type Place } from "../../src/core/inbound.ts";
import type { Content, Platform, SendKey } from "../../src/core/platform.ts";

import type { Heard } from "../support/heard.ts";
import { introduce, survey } from "../support/test-commands.ts";

type Done<T = void> = T | Promise<T>;

/** A message as people see it at the end. */
export interface Standing {
  id: string;
  text: string;
  /** Written by Parley. */
  own: boolean;
  buttons: readonly string[];
  /** Who or what was ever notified through it. */
  pings: readonly string[];
  /** Names of its files. */
  files: readonly string[];
}

/** People and their doings on the sandbox's side of one platform. */
export interface People {
  /** Two members who may write in `channel`. */
  ben: Person;
  chloe: Person;
  /** Says something and gives the message's id. `mention`: names Parley in front, as a client does. */
  say(
    person: Person,
    place: Place,
    text: string,
    extra?: {
      mention?: boolean;
      repliesTo?: string;
      file?: { name: string; mime: string; bytes: Uint8Array };
    },
  ): Done<string>;
  edit(person: Person, place: Place, id: string, text: string): Done;
  remove(person: Person, place: Place, id: string): Done;
  /** A name as it is written to notify someone, in the platform's own syntax, and one that notifies all. */
  pingOf(person: Person): string;
  pingAll: string;
  /** Presses the button with this label under a message. */
  press(person: Person, place: Place, message: string, label: string): Done;
  /** Chooses what stands with this label in a message's menu. */
  choose(person: Person, place: Place, message: string, label: string): Done;
  /** Uses a slash command. */
  command(person: Person, place: Place, name: string, options?: Record<string, string>): Done;
  /** Someone as they are picked for a command's option. */
  picked(person: Person): string;
  /** The form that what this person last used has opened, with what its fields hold at first. */
  form(person: Person): Promise<{ title: string; fields: Record<string, string> }>;
  /** Fills in that form, and sends it in; fields not named stay as they are. */
  submit(person: Person, values: Record<string, string>): Done;
}

/** One platform adapter against its sandbox, started, with everything it hears kept. */
export interface Bench extends AsyncDisposable {
  platform: Platform;
  people: People;
  channel: Place;
  /** Ben's DM with Parley. */
  dm: Place;
  /** Everything handed to the core so far, in order. */
  heard: readonly Inbound[];
  /** The first event, past or to come, for which `match` holds. */
  hear<Kind extends Inbound["kind"]>(
    kind: Kind,
    match?: (event: Extract<Inbound, { kind: Kind }>) => boolean,
  ): Promise<Extract<Inbound, { kind: Kind }>>;
  /** What those who ask for a form get, and who asked. */
  forms: Pick<Heard, "answerForms" | "asked">;
  /** Resolves when `holds` does. */
  until(holds: () => boolean | Promise<boolean>): Promise<void>;
  /** What stands in a place, oldest first, as `viewer` sees it. */
  standing(place: Place, viewer?: Person): Promise<readonly Standing[]>;
  /** The next posts take place but their answers are lost. */
  losePosts(times: number): void;
  /** The next posts do not take place and nothing is answered. */
  swallowPosts(times: number): void;
  /** How many requests that write commands were made. */
  commandWrites(): number;
  /** An address on a host that is not the platform's. */
  foreignUrl: string;
}

const signal = AbortSignal.timeout(60_000);
const job = (): JobId => jobId(crypto.randomUUID());
const key = (of: JobId, part = 0, mayStand = false): SendKey => ({ job: of, part, mayStand });
const own = (all: readonly Standing[]) => all.filter((one) => one.own);

/** The suite that every platform adapter runs through. `start` opens a bench of its own for each test. */
export function platformContract(name: string, start: (clock?: Clock) => Promise<Bench>): void {
  const contract = (title: string, run: (bench: Bench) => Promise<void>, clock?: Clock) =>
    test(`${name}: ${title}`, async () => {
      await using bench = await start(clock);
      await run(bench);
    });
  /** Three seconds to open a form are three real ones. */
  const inTime = (title: string, run: (bench: Bench) => Promise<void>) => contract(title, run, systemClock);

  contract(
    "PLATFORM-HEAR a mention arrives once, without the mention, with a name and a time",
    async (bench) => {
      const { people, channel } = bench;
      const before = Date.now() - 3_600_000;
      const id = await people.say(people.ben, channel, "what is the tide?", { mention: true });
      const event = await bench.hear("message", (one) => one.id === id);
      assert.deepEqual(event.place, channel);
      assert.deepEqual(event.author, people.ben);
      assert.equal(event.text, "what is the tide?");
      assert.equal(event.address, "mention");
      assert.ok(event.at > before);
    },
  );

  contract(
    "PLATFORM-HEAR what is said to others is heard as not addressed, in a DM as addressed",
    async (bench) => {
      const { people, channel, dm } = bench;
      const toOthers = await people.say(people.ben, channel, "lunch?");
      const direct = await people.say(people.ben, dm, "hello");
      assert.equal((await bench.hear("message", (one) => one.id === toOthers)).address, "none");
      const event = await bench.hear("message", (one) => one.id === direct);
      assert.equal(event.address, "dm");
      assert.equal(event.place.kind, "dm");
      assert.equal(event.place.channel, dm.channel);
    },
  );

  contract("A15 Parley does not hear itself", async (bench) => {
    const { people, channel, platform } = bench;
    const sent = await platform.send(channel, { text: "I speak" }, key(job()), signal);
    const after = await people.say(people.ben, channel, "after");
    await bench.hear("message", (one) => one.id === after);
    assert.ok(!bench.heard.some((one) => "id" in one && one.id === sent.id));
  });

  contract("F15 edits and deletions arrive for what they change", async (bench) => {
    const { people, channel } = bench;
    const id = await people.say(people.ben, channel, "first", { mention: true });
    await bench.hear("message");
    await people.edit(people.ben, channel, id, "second");
    const edited = await bench.hear("edited", (one) => one.id === id);
    assert.match(edited.text, /second/);
    await people.remove(people.ben, channel, id);
    assert.deepEqual((await bench.hear("deleted", (one) => one.id === id)).place, channel);
  });

  contract("PLATFORM-WRITE a message is posted, edited and removed, and removed once more", async (bench) => {
    const { platform, channel } = bench;
    const sent = await platform.send(channel, { text: "one" }, key(job()), signal);
    assert.ok(sent.nextEditMs >= 0);
    assert.deepEqual(
      own(await bench.standing(channel)).map((one) => [one.id, one.text]),
      [[sent.id, "one"]],
    );
    const { nextEditMs } = await platform.edit(channel, sent.id, { text: "two" }, signal);
    assert.ok(nextEditMs >= 0);
    assert.deepEqual(
      own(await bench.standing(channel)).map((one) => one.text),
      ["two"],
    );
    await platform.remove(channel, sent.id, signal);
    await platform.remove(channel, sent.id, signal);
    assert.deepEqual(own(await bench.standing(channel)), []);
  });

  contract("F38 of edits that overlap the newest text stands", async (bench) => {
    const { platform, channel } = bench;
    const { id } = await platform.send(channel, { text: "0" }, key(job()), signal);
    const texts = ["1", "2", "3", "4", "5", "6", "7", "the end"];
    await Promise.all(texts.map((text) => platform.edit(channel, id, { text }, signal)));
    assert.deepEqual(
      own(await bench.standing(channel)).map((one) => one.text),
      ["the end"],
    );
  });

  contract("F31 a post whose answer is lost stands once, and its id is found", async (bench) => {
    const { platform, channel, people } = bench;
    const question = await people.say(people.ben, channel, "?", { mention: true });
    bench.losePosts(1);
    const content: Content = { text: "an answer", repliesTo: question };
    const sent = await platform.send(channel, content, key(job()), signal);
    assert.deepEqual(
      own(await bench.standing(channel)).map((one) => one.id),
      [sent.id],
    );
  });

  contract("F30 a post that did not take place is made again, once", async (bench) => {
    const { platform, channel } = bench;
    bench.swallowPosts(1);
    const sent = await platform.send(channel, { text: "an answer" }, key(job()), signal);
    assert.deepEqual(
      own(await bench.standing(channel)).map((one) => one.id),
      [sent.id],
    );
  });

  contract("F05 what may stand already is found by its key and not posted again", async (bench) => {
    const { platform, channel, people } = bench;
    const question = await people.say(people.ben, channel, "?", { mention: true });
    const [one, other] = [job(), job()];
    const buttons = (of: JobId) => [{ action: "stop", label: "Stop", job: of }] as const;
    const content: Content = { text: "thinking", repliesTo: question, buttons: buttons(one) };
    const sent = await platform.send(channel, content, key(one), signal);
    const again = await platform.send(
      channel,
      { ...content, text: "more by now" },
      key(one, 0, true),
      signal,
    );
    assert.equal(again.id, sent.id);
    const third = await platform.send(
      channel,
      { text: "another answer", repliesTo: question, buttons: buttons(other) },
      key(other, 0, true),
      signal,
    );
    assert.notEqual(third.id, sent.id);
    assert.equal(own(await bench.standing(channel)).length, 2);
  });

  contract("F37 a long answer is split into messages that all stand, with nothing lost", async (bench) => {
    const { platform, channel } = bench;
    const text = Array.from({ length: 900 }, (_, index) => `word${index}`).join(" ");
    const parts = platform.split(text);
    assert.ok(parts.length > 1);
    const of = job();
    for (const [part, words] of parts.entries())
      await platform.send(channel, { text: words }, key(of, part), signal);
    const standing = own(await bench.standing(channel)).map((one) => one.text);
    assert.deepEqual(standing.join(" ").split(/\s+/), text.split(" "));
  });

  contract("A09 nobody is notified by what Parley writes, in a post or in an edit", async (bench) => {
    const { platform, channel, people } = bench;
    const text = `hello ${people.pingOf(people.chloe)} and ${people.pingAll}`;
    const { id } = await platform.send(channel, { text }, key(job()), signal);
    await platform.edit(channel, id, { text: `${text} again` }, signal);
    const [standing] = own(await bench.standing(channel));
    assert.deepEqual(standing?.pings, []);
    assert.match(standing?.text ?? "", /again/);
  });

  contract("A11 a label that reads like another host is not shown", async (bench) => {
    const { platform, channel } = bench;
    const text = "[https://bank.example](https://evil.example/x) [words](javascript:alert)";
    await platform.send(channel, { text }, key(job()), signal);
    const [standing] = own(await bench.standing(channel));
    assert.doesNotMatch(standing?.text ?? "", /bank\.example|javascript/);
    assert.match(standing?.text ?? "", /evil\.example/);
  });

  contract("PLATFORM-FILES files are sent with a message", async (bench) => {
    const { platform, channel } = bench;
    const bytes = new TextEncoder().encode("a,b\n1,2\n");
    const files = [{ name: "table.csv", mime: "text/csv", bytes }];
    await platform.send(channel, { text: "here", files }, key(job()), signal);
    assert.deepEqual(
      own(await bench.standing(channel)).flatMap((one) => one.files),
      ["table.csv"],
    );
  });

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
    // `open` is answered with a form and never heard of as an action
    const actions = actionNames.filter((name) => name !== "open");
    // five buttons stand in a row
    for (const some of [actions.slice(0, 5), actions.slice(5)]) {
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

  contract("PLATFORM-PRIVATE a private thread is opened once for its key", async (bench) => {
    const { platform, channel, people } = bench;
    const of = job();
    const wanted = { title: "between us", text: "hello there", private: { for: people.ben } };
    const opened = await platform.openThread(channel, wanted, key(of), signal);
    assert.ok(opened?.thread);
    const again = await platform.openThread(channel, wanted, key(of, 0, true), signal);
    assert.deepEqual(again, opened);
    const standing = own(await bench.standing(opened, people.ben)).filter(
      (one) => one.text === "hello there",
    );
    assert.equal(standing.length, 1);
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

  contract(
    "PLATFORM-DOWNLOAD a file's bytes come as they were sent, from the platform's hosts only",
    async (bench) => {
      const { platform, channel, people } = bench;
      const bytes = Buffer.from("89504e470d0a1a0a0000000d49484452", "hex");
      await people.say(people.ben, channel, "look", {
        mention: true,
        file: { name: "a.png", mime: "image/png", bytes },
      });
      const { files } = await bench.hear("message");
      const [file] = files;
      assert.ok(file);
      assert.deepEqual([file.name, file.mime, file.sizeBytes], ["a.png", "image/png", bytes.length]);
      const got = await platform.download(file, channel, signal);
      assert.equal(got.mime, "image/png");
      assert.deepEqual(Buffer.from(got.bytes), bytes);
      await assert.rejects(
        platform.download({ ...file, url: bench.foreignUrl }, channel, signal),
        isParleyError,
      );
    },
  );

  contract("F25 what was said before can be read, oldest first, with the same ids", async (bench) => {
    const { platform, channel, people } = bench;
    const since = (await firstTime(bench)) - 1;
    const ids: string[] = [];
    for (const text of ["a", "b", "c"]) {
      ids.push(await people.say(people.ben, channel, text, { mention: true }));
    }
    await bench.hear("message", (one) => one.id === ids[2]);
    const found: string[] = [];
    for await (const event of platform.history(since, [], signal)) {
      if (event.kind === "message" && ids.includes(event.id)) found.push(event.id);
    }
    assert.deepEqual(found, ids);
  });

  contract(
    "PLATFORM-BACKLOG the last messages of a place can be read, Parley's own marked",
    async (bench) => {
      const { platform, channel, people } = bench;
      const question = await people.say(people.ben, channel, "a question");
      const { id } = await platform.send(channel, { text: "an answer" }, key(job()), signal);
      const past = await platform.backlog(channel, 10, signal);
      assert.deepEqual(
        past.slice(-2).map((one) => [one.id, one.text, one.own]),
        [
          [question, "a question", false],
          [id, "an answer", true],
        ],
      );
    },
  );

  contract("PLATFORM-LINK a message has an address", async (bench) => {
    const { id } = await bench.platform.send(bench.channel, { text: "here" }, key(job()), signal);
    assert.ok(URL.canParse(await bench.platform.permalink(bench.channel, id, signal)));
  });

  contract("F33 a place that is gone says so", async (bench) => {
    const gone = { ...bench.channel, channel: "999999999999999999" };
    const posting = bench.platform.send(gone, { text: "?" }, key(job()), signal);
    await assert.rejects(posting, (error) => isParleyError(error, "place_gone"));
  });

  contract("PLATFORM-PAUSE after pausing nothing more is heard, and writing still works", async (bench) => {
    const { platform, channel, people } = bench;
    assert.equal(platform.health().state, "connected");
    await platform.pause();
    const before = bench.heard.length;
    await people.say(people.ben, channel, "anyone there?", { mention: true });
    await platform.working(channel, undefined, signal);
    await platform.send(channel, { text: "the last word" }, key(job()), signal);
    assert.equal(bench.heard.length, before);
  });
}

const nameOption = { kind: "text", name: "name", summary: "Its name", required: false } as const;

/** The sandbox's own time, by a message made in it. */
async function firstTime(bench: Bench): Promise<number> {
  const id = await bench.people.say(bench.people.chloe, bench.channel, "a mark");
  return (await bench.hear("message", (one) => one.id === id)).at;
}
