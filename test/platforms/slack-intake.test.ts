import assert from "node:assert/strict";
import { test } from "node:test";
import { isParleyError } from "../../src/core/errors.ts";
import { jobId } from "../../src/core/ids.ts";
import type { Inbound } from "../../src/core/inbound.ts";
import { keepHeard } from "../support/heard.ts";
import { type ManualClock, manualClock } from "../support/manual-clock.ts";
import { slackPlatformBench, type Way } from "../support/slack-platform-bench.ts";

const ways: readonly Way[] = ["socket", "http"];
const notStored = "an event was not stored; Slack is asked to send it again";

/** Lets time pass until it has happened. */
async function soon<T>(clock: ManualClock, happening: Promise<T>): Promise<T> {
  let isDone = false;
  const mark = () => {
    isDone = true;
  };
  happening.then(mark, mark);
  while (!isDone) await clock.advance(1_000);
  return happening;
}

for (const way of ways) {
  test(`F12 (${way}) a mention that arrives as two events is the same message twice`, async () => {
    await using bench = await slackPlatformBench({ way });
    const { people, channel } = bench;
    const id = await people.say(people.ben, channel, `greet ${people.pingOf(people.chloe)}`, {
      mention: true,
    });
    await bench.hear("message");
    await bench.slack.idle();
    assert.equal(bench.heard.length, 2);
    assert.deepEqual(bench.heard[0], bench.heard[1]);
    assert.deepEqual(bench.heard[0], {
      kind: "message",
      place: channel,
      id,
      author: people.ben,
      text: "greet @cleo",
      address: "mention",
      files: [],
      at: Math.floor(Number(id) * 1_000),
    });
  });

  test(`F13 F16 (${way}) what cannot be stored is not acknowledged, and comes again`, async () => {
    const clock = manualClock(Date.now());
    await using bench = await slackPlatformBench({ way, clock });
    const { people, channel } = bench;
    bench.events.refuse(2);
    const id = await people.say(people.ben, channel, "are you there?");
    await bench.noted(notStored);
    const event = await soon(clock, bench.hear("message"));
    assert.equal(event.id, id);
    assert.equal(bench.heard.length, 1);
    assert.deepEqual(bench.heard[0], event);
  });

  test(`F16 (${way}) a slash command that cannot be stored asks the person to try again`, async () => {
    await using bench = await slackPlatformBench({ way });
    const { people, channel } = bench;
    bench.events.refuse(1);
    await people.command(people.ben, channel, "parley", { words: "help" });
    const seen = bench.slack.state.ephemerals.at(-1);
    assert.equal(seen?.user, people.ben.id);
    assert.match(JSON.stringify(seen), /try again/);
    assert.equal(bench.heard.length, 0);
  });

  test(`F16 (${way}) a store that hangs is not waited for longer than Slack waits`, async () => {
    const clock = manualClock(Date.now());
    const stored = Promise.withResolvers<void>();
    const accepted: string[] = [];
    const events = Object.assign(keepHeard(), {
      async accept(event: Inbound) {
        accepted.push(event.kind);
        await stored.promise;
      },
    });
    await using bench = await slackPlatformBench({ way, clock, events });
    const { people, channel } = bench;
    await people.say(people.ben, channel, "anyone?");
    await soon(clock, bench.noted(notStored));
    assert.ok(accepted.length >= 1);
    const acked = bench.ledger.entries.filter(
      (e) => e.kind === "frame" || (e.name === "event message" && e.status === 200),
    );
    assert.deepEqual(acked, []);
    stored.resolve();
  });

  test(`F15 (${way}) edits and deletions come in the order in which they were made`, async () => {
    await using bench = await slackPlatformBench({ way });
    const { people, channel } = bench;
    const id = await people.say(people.ben, channel, "one");
    await people.edit(people.ben, channel, id, "two");
    await people.edit(people.ben, channel, id, "three");
    await people.remove(people.ben, channel, id);
    await bench.hear("deleted");
    const told = bench.heard.map((event) => (event.kind === "edited" ? event.text : event.kind));
    assert.deepEqual(told, ["message", "two", "three", "deleted"]);
  });

  test(`F14 (${way}) a burst of 500 is taken in whole`, async () => {
    await using bench = await slackPlatformBench({ way });
    const { people, channel } = bench;
    const ids: string[] = [];
    for (let index = 0; index < 500; index++)
      ids.push(await people.say(people.ben, channel, `message ${index}`));
    await bench.hear("message", (event) => event.id === ids.at(-1));
    await bench.slack.idle();
    const heard = new Set(bench.heard.map((event) => event.kind === "message" && event.id));
    assert.equal(heard.size, 500);
    assert.equal(bench.logged.includes(notStored), false);
  });

  test(`SLACK-COMMAND (${way}) /parley, words in a thread and a message's menu all arrive`, async () => {
    await using bench = await slackPlatformBench({ way });
    const { people, channel, slack } = bench;
    await people.command(people.ben, channel, "parley", { words: "model demo/one" });
    const slash = await bench.hear("command");
    assert.deepEqual([slash.name, slash.options], ["model", { name: "demo/one" }]);
    const root = await people.say(people.ben, channel, "a question");
    await people.say(people.ben, bench.thread(root), "stop", { mention: true });
    const words = await bench.hear("command", (event) => event.name === "stop");
    assert.deepEqual([words.place.thread, words.reply.token], [root, ""]);
    const refused = await slack.as("U0ADA").slash("C0GENERAL", "/parley", "stop", { thread_ts: root });
    assert.equal(refused.kind, "refused");
    const question = slack.state.messages.get("C0GENERAL")?.get(root);
    assert.ok(question);
    await slack.as("U0CLEO").messageShortcut(question, "parley:command:stop");
    const menu = await bench.hear("command", (event) => event.person.id === "U0CLEO");
    assert.deepEqual([menu.name, menu.place.thread], ["stop", root]);
  });
}

test("F12 names are looked up once, however many events ask at the same time", async () => {
  await using bench = await slackPlatformBench();
  const { people, channel } = bench;
  for (let index = 0; index < 20; index++) await people.say(people.ben, channel, "hello", { mention: true });
  await bench.slack.idle();
  assert.equal(bench.calls("users.info").length, 1);
});

test("SLACK-NAMES a name that cannot be had does not cost the message", async () => {
  await using bench = await slackPlatformBench();
  const { people, channel } = bench;
  bench.faults.add({ service: "slack", name: "users.info", fault: { kind: "status", status: 500 } });
  await people.say(people.ben, channel, "hello");
  assert.deepEqual((await bench.hear("message")).author, { id: "U0ADA", name: "U0ADA" });
});

test("F36 when Parley is uninstalled nothing more is sent with the dead token", async () => {
  await using bench = await slackPlatformBench();
  bench.slack.dispatcher.sendOuter(
    { type: "event_callback", team_id: "T0ACME", event: { type: "app_uninstalled" } },
    "event app_uninstalled",
  );
  await bench.noted("Slack no longer accepts Parley's bot token");
  assert.equal(bench.platform.health().state, "stopped");
  const before = bench.ledger.entries.length;
  const key = { job: jobId("j"), part: 0, mayStand: false };
  const sending = bench.platform.send(bench.channel, { text: "hi" }, key, AbortSignal.timeout(5_000));
  await assert.rejects(sending, (error) => isParleyError(error, "platform_unauthorised"));
  assert.deepEqual(
    bench.ledger.entries.slice(before).filter((e) => e.kind === "request"),
    [],
  );
});
