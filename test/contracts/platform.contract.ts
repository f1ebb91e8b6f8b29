import assert from "node:assert/strict";
import { isParleyError } from "../../src/core/errors.ts";
import type { JobId } from "../../src/core/ids.ts";
import type { Content } from "../../src/core/platform.ts";
import type { Bench, Standing } from "./platform-bench.ts";
import { job, key, type Start, suiteOn } from "./platform-suite.ts";

const signal = AbortSignal.timeout(600_000);
const own = (all: readonly Standing[]) => all.filter((one) => one.own);

/** What every platform adapter does with messages and places. */
export function platformContract(name: string, start: Start): void {
  const { contract } = suiteOn(name, start);

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

/** The sandbox's own time, by a message made in it. */
async function firstTime(bench: Bench): Promise<number> {
  const id = await bench.people.say(bench.people.chloe, bench.channel, "a mark");
  return (await bench.hear("message", (one) => one.id === id)).at;
}
