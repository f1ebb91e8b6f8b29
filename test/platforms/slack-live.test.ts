import assert from "node:assert/strict";
import { test } from "node:test";
import { jobId } from "../../src/core/ids.ts";
import type { Place } from "../../src/core/inbound.ts";
import type { Content, LiveStream, LiveText, SendKey } from "../../src/core/platform.ts";
import { type ManualClock, manualClock } from "../support/manual-clock.ts";
import { type SlackPlatformBench, slackPlatformBench } from "../support/slack-platform-bench.ts";

const signal = new AbortController().signal;
const job = jobId("job-1");
const key: SendKey = { job, part: 0, mayStand: false };
const again: Content["buttons"] = [{ action: "regenerate", label: "Regenerate", job }];

interface Scene extends AsyncDisposable {
  bench: SlackPlatformBench;
  clock: ManualClock;
  live: LiveText;
  /** The thread that Ada's question in the DM is the root of. */
  place: Place;
  open(text: string): Promise<LiveStream>;
  /** What stands below the question. */
  answers(): Promise<{ id: string; text: string; buttons: readonly string[] }[]>;
}

async function scene(): Promise<Scene> {
  const clock = manualClock(Date.now());
  const bench = await slackPlatformBench({ clock });
  const root = await bench.people.say(bench.people.ben, bench.dm, "tell me a story");
  await bench.hear("message");
  const place = { ...bench.dm, thread: root };
  const live = bench.platform.liveText;
  assert.ok(live);
  return {
    bench,
    clock,
    live,
    place,
    open: (text) => live.open(place, bench.people.ben, text, key, signal),
    async answers() {
      const all = await bench.standing(place, bench.people.ben);
      return all.filter((one) => one.own).map(({ id, text, buttons }) => ({ id, text, buttons }));
    },
    [Symbol.asyncDispose]: () => bench[Symbol.asyncDispose](),
  };
}

/** Lets time pass, and the requests it sets off come back. */
async function pass(clock: ManualClock, ms: number): Promise<void> {
  const end = clock.now() + ms;
  while (clock.now() < end) {
    await clock.advance(Math.min(500, end - clock.now()));
    await new Promise((resolve) => setTimeout(resolve, 4));
  }
}

async function soon<T>(clock: ManualClock, happening: Promise<T>): Promise<T> {
  let isDone = false;
  const mark = () => {
    isDone = true;
  };
  happening.then(mark, mark);
  while (!isDone) await pass(clock, 500);
  return happening;
}

test("SLACK-STREAM in a DM an answer streams, and stands with its buttons at the end", async () => {
  await using s = await scene();
  assert.equal(s.live.available(s.place, s.bench.people.ben), true);
  const stream = await s.open("Once upon ");
  stream.show("Once upon a time there ");
  await pass(s.clock, 2_000);
  assert.match((await s.answers())[0]?.text ?? "", /^Once upon a time there/);
  stream.show("Once upon a time there was a fox & a hen <3");
  const ids = await soon(
    s.clock,
    stream.finish([{ text: "Once upon a time there was a fox & a hen <3", buttons: again }], signal),
  );
  assert.deepEqual(await s.answers(), [
    { id: ids[0], text: "Once upon a time there was a fox & a hen <3", buttons: ["Regenerate"] },
  ]);
  assert.equal(s.bench.calls("chat.startStream").length, 1);
  assert.equal(s.bench.calls("chat.update").length, 0, "what was streamed needs no edit");
  const [stopped] = s.bench.calls("chat.stopStream");
  assert.equal(stopped?.session_status, "active");
  assert.match(String(stopped?.metadata), /parley_answer/);
});

test("SLACK-STREAM in a channel, and outside of a thread, an answer is posted and edited instead", async () => {
  await using s = await scene();
  const { people, channel, dm } = s.bench;
  assert.equal(s.live.available({ ...channel, thread: "1.2" }, people.ben), false);
  assert.equal(s.live.available(channel, people.ben), false);
  assert.equal(s.live.available(dm, people.ben), false);
});

test("SLACK-STREAM appends stay below Slack's limit, however fast the text comes", async () => {
  await using s = await scene();
  const stream = await s.open("word ");
  let text = "word ";
  for (let tick = 0; tick < 600; tick++) {
    text += "more words ";
    stream.show(text);
    await pass(s.clock, 100);
  }
  const appends = s.bench.ledger.entries.filter((e) => e.name === "chat.appendStream");
  assert.ok(appends.length >= 15 && appends.length <= 70, String(appends.length));
  assert.equal(appends.filter((e) => e.status === 429).length, 0);
  const parts = s.bench.platform.split(text);
  await soon(
    s.clock,
    stream.finish(
      parts.map((part) => ({ text: part })),
      signal,
    ),
  );
  assert.deepEqual(
    (await s.answers()).map((one) => one.text),
    parts,
  );
});

test("SLACK-STREAM a stream is left before Slack ends it, and the message goes on by edits", async () => {
  await using s = await scene();
  const stream = await s.open("begin ");
  let text = "begin ";
  for (let minute = 0; minute < 7; minute++) {
    text += `minute ${minute} `;
    stream.show(text);
    await pass(s.clock, 60_000);
  }
  const ids = await soon(s.clock, stream.finish([{ text: `${text}end`, buttons: again }], signal));
  assert.deepEqual(await s.answers(), [{ id: ids[0], text: `${text}end`, buttons: ["Regenerate"] }]);
  const [message] = [...(s.bench.slack.state.streams.values() ?? [])];
  assert.equal(message?.state, "completed", "not ended by Slack");
});

test("SLACK-STREAM what Slack has ended by itself is made good by an edit", async () => {
  await using s = await scene();
  const stream = await s.open("begin ");
  await pass(s.clock, 310_000);
  stream.show("begin and go on ");
  await pass(s.clock, 5_000);
  const ids = await soon(s.clock, stream.finish([{ text: "begin and go on to the end" }], signal));
  assert.deepEqual(await s.answers(), [{ id: ids[0], text: "begin and go on to the end", buttons: [] }]);
});

test("SLACK-STREAM code is closed in one message and opened again in the next", async () => {
  await using s = await scene();
  const line = "const value = compute(another, value) // and a comment\n";
  const text = `Here:\n\n\`\`\`ts\n${line.repeat(160)}\`\`\`\n\nDone.`;
  const stream = await s.open("Here:\n\n");
  for (let end = 200; end < text.length; end += 900) {
    stream.show(text.slice(0, end));
    await pass(s.clock, 1_000);
  }
  const parts = s.bench.platform.split(text);
  assert.ok(parts.length > 2);
  await soon(
    s.clock,
    stream.finish(
      parts.map((part) => ({ text: part })),
      signal,
    ),
  );
  const standing = (await s.answers()).map((one) => one.text);
  assert.deepEqual(standing, parts);
  for (const part of standing) assert.equal((part.match(/^```/gm) ?? []).length % 2, 0);
});

test("F31 a stream whose opening was not confirmed is found and used, not opened twice", async () => {
  await using s = await scene();
  const fault = { kind: "reset", when: "after" } as const;
  s.bench.faults.add({ service: "slack", name: "chat.startStream", fault, times: 1 });
  const stream = await soon(s.clock, s.open("Once "));
  const ids = await soon(s.clock, stream.finish([{ text: "Once and only once" }], signal));
  assert.deepEqual(await s.answers(), [{ id: ids[0], text: "Once and only once", buttons: [] }]);
});

test("F01 F05 after a crash in the middle of a stream the same message is gone on with", async () => {
  await using s = await scene();
  await s.open("Half of the ");
  const sent = await soon(
    s.clock,
    s.bench.platform.send(s.place, { text: "The whole" }, { ...key, mayStand: true }, signal),
  );
  assert.deepEqual(await s.answers(), [{ id: sent.id, text: "The whole", buttons: [] }]);
  const other = await s.open("More ");
  await other.abandon();
  await soon(s.clock, s.bench.platform.edit(s.place, other.id, { text: "More and more" }, signal));
  assert.equal((await s.answers())[1]?.text, "More and more");
  await soon(s.clock, s.bench.platform.remove(s.place, other.id, signal));
  assert.equal((await s.answers()).length, 1);
});

test("SLACK-STREAM where Slack takes no stream the answer is posted with a Stop button and edited", async () => {
  await using s = await scene();
  const fault = {
    kind: "status",
    status: 200,
    body: { ok: false, error: "channel_type_not_supported" },
  } as const;
  s.bench.faults.add({ service: "slack", name: "chat.startStream", fault });
  const stream = await soon(s.clock, s.open("First "));
  assert.deepEqual((await s.answers())[0]?.buttons, ["Stop"]);
  stream.show("First and second ");
  await pass(s.clock, 3_000);
  assert.match((await s.answers())[0]?.text ?? "", /^First and second/);
  await soon(s.clock, stream.finish([{ text: "First and second, and last", buttons: again }], signal));
  assert.deepEqual(
    (await s.answers()).map(({ text, buttons }) => [text, buttons]),
    [["First and second, and last", ["Regenerate"]]],
  );
});

test("SLACK-STOP Slack's own Stop is shown while an answer streams, and arrives", async () => {
  await using s = await scene();
  await s.bench.platform.working(s.place, undefined, signal);
  const session = () => [...s.bench.slack.state.sessions.values()][0];
  assert.deepEqual([session()?.status, session()?.title], ["processing", "tell me a story"]);
  const stream = await s.open("A long ");
  s.bench.slack.as("U0ADA").stopSession(s.place.channel, s.place.thread ?? "");
  const stop = await s.bench.hear("stop");
  assert.deepEqual([stop.place, stop.person.id], [s.place, "U0ADA"]);
  stream.show("A long story ");
  await pass(s.clock, 3_000);
  await soon(s.clock, stream.finish([{ text: "A long\n\n*Stopped.*", buttons: again }], signal));
  assert.deepEqual(
    (await s.answers()).map(({ text, buttons }) => [text, buttons]),
    [["A long\n\n*Stopped.*", ["Regenerate"]]],
  );
  assert.equal(session()?.status, "active");
});

test("SLACK-STOP where Slack would show no Stop of its own, answers in DMs are not streamed", async () => {
  await using s = await scene();
  const { app } = s.bench.slack.state;
  app.manifest = {
    ...app.manifest,
    settings: { ...app.manifest.settings, event_subscriptions: { bot_events: [] } },
  };
  await s.bench.platform.working(s.place, undefined, signal);
  assert.equal(s.live.available(s.place, s.bench.people.ben), false);
});

test("SLACK-STATUS in a channel's thread a status line tells that work goes on; failures are nobody's concern", async () => {
  await using s = await scene();
  const { bench } = s;
  const root = await bench.people.say(bench.people.ben, bench.channel, "?", { mention: true });
  await bench.platform.working(bench.thread(root), "is reading", signal);
  assert.deepEqual(
    [...bench.slack.state.statuses.values()].map((one) => one.status),
    ["is reading"],
  );
  bench.faults.add({ service: "slack", name: /setStatus/, fault: { kind: "reset", when: "before" } });
  await soon(s.clock, bench.platform.working(bench.thread(root), undefined, signal));
  await soon(s.clock, bench.platform.working(s.place, undefined, signal));
});

test("SLACK-PROMPTS who opens Parley's messages is shown what to ask", async () => {
  const prompts = { title: "Try", prompts: [{ title: "Plan", message: "Plan my week" }] };
  await using bench = await slackPlatformBench({ deps: { prompts } });
  bench.slack.as("U0CLEO").openDm();
  const opened = await bench.hear("opened");
  assert.deepEqual([opened.place.kind, opened.person.id], ["dm", "U0CLEO"]);
  await bench.ledger.until((e) => e.name === "assistant.threads.setSuggestedPrompts");
  assert.deepEqual(bench.slack.state.prompts, [{ channel: opened.place.channel, ...prompts }]);
});
