import assert from "node:assert/strict";
import { test } from "node:test";
import { isParleyError } from "../../src/core/errors.ts";
import { jobId } from "../../src/core/ids.ts";
import type { SendKey } from "../../src/core/platform.ts";
import { type ManualClock, manualClock } from "../support/manual-clock.ts";
import { type SlackPlatformBench, slackPlatformBench } from "../support/slack-platform-bench.ts";

const signal = new AbortController().signal;
const key = (part = 0, mayStand = false): SendKey => ({ job: jobId("job-1"), part, mayStand });

/** Lets time pass until it has come to an end, and gives that. */
async function soon<T>(clock: ManualClock, happening: Promise<T>): Promise<T> {
  let isDone = false;
  const mark = () => {
    isDone = true;
  };
  happening.then(mark, mark);
  while (!isDone) await clock.advance(500);
  return happening;
}

async function still(): Promise<{ bench: SlackPlatformBench; clock: ManualClock }> {
  const clock = manualClock(Date.now());
  return { bench: await slackPlatformBench({ clock }), clock };
}

const own = async (bench: SlackPlatformBench) =>
  (await bench.standing(bench.channel)).filter((one) => one.own);

test("F31 an answer that was lost is looked for and not posted again, whatever lost it", async () => {
  const faults = [
    { kind: "reset", when: "after" },
    { kind: "status", status: 502, when: "after" },
    { kind: "status", status: 200, body: '{"ok":tr', when: "after" },
    { kind: "hang", when: "after" },
    { kind: "truncate", bytes: 20 },
  ] as const;
  for (const fault of faults) {
    const { bench, clock } = await still();
    await using _ = bench;
    bench.faults.add({ service: "slack", name: "chat.postMessage", fault, times: 1 });
    const sent = await soon(clock, bench.platform.send(bench.channel, { text: "once" }, key(), signal));
    assert.deepEqual(
      (await own(bench)).map((one) => one.id),
      [sent.id],
      fault.kind,
    );
  }
});

test("F30 what certainly did not take place is posted again once, and then given up as unknown", async () => {
  const { bench, clock } = await still();
  await using _ = bench;
  const fault = { kind: "status", status: 503, when: "before" } as const;
  const rule = bench.faults.add({ service: "slack", name: "chat.postMessage", fault });
  const sending = soon(clock, bench.platform.send(bench.channel, { text: "x" }, key(), signal));
  await assert.rejects(sending, (error) => isParleyError(error, "outcome_unknown"));
  assert.equal(bench.calls("chat.postMessage").length, 2);
  rule[Symbol.dispose]();
  const again = await soon(clock, bench.platform.send(bench.channel, { text: "x" }, key(0, true), signal));
  assert.deepEqual(
    (await own(bench)).map((one) => one.id),
    [again.id],
  );
});

test("F32 while the place cannot be read nothing is posted again", async () => {
  const { bench, clock } = await still();
  await using _ = bench;
  bench.faults.add({
    service: "slack",
    name: "chat.postMessage",
    fault: { kind: "reset", when: "after" },
    times: 1,
  });
  const limited = { kind: "status", status: 429, headers: { "retry-after": "60" } } as const;
  const rule = bench.faults.add({ service: "slack", name: "conversations.history", fault: limited });
  const sending = soon(clock, bench.platform.send(bench.channel, { text: "once" }, key(), signal));
  await assert.rejects(
    sending,
    (error) => isParleyError(error, "outcome_unknown") && error.retryAfterMs !== undefined,
  );
  assert.equal(bench.calls("chat.postMessage").length, 1);
  const early = bench.platform.send(bench.channel, { text: "once" }, key(0, true), signal);
  await assert.rejects(soon(clock, early), (error) => isParleyError(error, "outcome_unknown"));
  rule[Symbol.dispose]();
  await clock.advance(61_000);
  const found = await soon(clock, bench.platform.send(bench.channel, { text: "once" }, key(0, true), signal));
  assert.deepEqual(
    (await own(bench)).map((one) => [one.id, one.text]),
    [[found.id, "once"]],
  );
  assert.equal(bench.calls("chat.postMessage").length, 1);
});

test("F32 an app that may read once a minute stays at unknown rather than posting twice", async () => {
  const clock = manualClock(Date.now());
  await using bench = await slackPlatformBench({ clock, seed: { distribution: "unlisted" } });
  bench.faults.add({
    service: "slack",
    name: "chat.postMessage",
    fault: { kind: "reset", when: "after" },
    times: 1,
  });
  const sent = await soon(clock, bench.platform.send(bench.channel, { text: "once" }, key(), signal));
  assert.deepEqual(
    (await own(bench)).map((one) => one.id),
    [sent.id],
  );
});

test("F05 what an earlier attempt said is made to say what is to stand now", async () => {
  await using bench = await slackPlatformBench();
  const first = await bench.platform.send(bench.channel, { text: "half" }, key(), signal);
  const again = await bench.platform.send(bench.channel, { text: "whole" }, key(0, true), signal);
  assert.equal(again.id, first.id);
  assert.deepEqual(
    (await own(bench)).map((one) => one.text),
    ["whole"],
  );
});

test("F28 a limit is waited out exactly, and other channels are not held up", async () => {
  for (const [retryAfter, waitMs] of [
    ["7", 7_000],
    ["0", 1_000],
    ["abc", 30_000],
    [undefined, 30_000],
  ] as const) {
    const { bench, clock } = await still();
    await using _ = bench;
    const headers: Record<string, string> = retryAfter === undefined ? {} : { "retry-after": retryAfter };
    const fault = { kind: "status", status: 429, headers, body: "<html>slow down</html>" } as const;
    bench.faults.add({ service: "slack", name: "chat.postMessage", fault, times: 1 });
    const limitedAt = bench.ledger.until((e) => e.name === "chat.postMessage" && e.status === 429);
    const sending = bench.platform.send(bench.channel, { text: "late" }, key(), signal);
    const from = (await limitedAt).at;
    const elsewhere = { ...bench.channel, channel: "C0RANDOM" };
    await bench.platform.send(elsewhere, { text: "at once" }, { ...key(), job: jobId("job-2") }, signal);
    await clock.advance(waitMs - 1);
    assert.equal((await own(bench)).length, 0, `nothing before ${retryAfter}`);
    await soon(clock, sending);
    const posted = bench.ledger.entries.find(
      (e) =>
        e.name === "chat.postMessage" &&
        e.status === 200 &&
        (e.request as { channel: string }).channel === "C0GENERAL",
    );
    assert.ok(posted && posted.at >= from + waitMs && posted.at <= from + waitMs + 500, String(retryAfter));
  }
});

test("F28 a wait of more than five minutes is told instead of waited", async () => {
  const { bench } = await still();
  await using _ = bench;
  const fault = { kind: "status", status: 429, headers: { "retry-after": "1337" } } as const;
  bench.faults.add({ service: "slack", name: "chat.postMessage", fault, times: 1 });
  for (let attempt = 0; attempt < 3; attempt++) {
    const sending = bench.platform.send(bench.channel, { text: "x" }, key(), signal);
    await assert.rejects(
      sending,
      (error) => isParleyError(error, "rate_limited") && error.retryAfterMs === 1_337_000,
    );
  }
  assert.equal(bench.calls("chat.postMessage").length, 1, "no call inside the window");
});

test("F29 a channel that keeps refusing is left alone, others are not", async () => {
  const { bench, clock } = await still();
  await using _ = bench;
  const quiet = { ...bench.channel, channel: "C0QUIET" };
  const attempts = 1_000;
  for (let attempt = 0; attempt < attempts; attempt++) {
    const sending = bench.platform.send(quiet, { text: "x" }, key(), signal);
    await assert.rejects(sending, (error) => isParleyError(error, "place_forbidden"));
    if (attempt % 10 === 0) await clock.advance(6_000);
  }
  assert.ok(bench.calls("chat.postMessage").length <= 50, String(bench.calls("chat.postMessage").length));
  await bench.platform.send(bench.channel, { text: "here I may" }, key(1), signal);
});

test("F29 F36 after one refused token nothing more is sent", async () => {
  await using bench = await slackPlatformBench();
  bench.faults.add({
    service: "slack",
    name: "chat.postMessage",
    fault: { kind: "status", status: 200, body: { ok: false, error: "token_revoked" } },
  });
  for (let attempt = 0; attempt < 5; attempt++) {
    const sending = bench.platform.send(bench.channel, { text: "x" }, key(), signal);
    await assert.rejects(sending, (error) => isParleyError(error, "platform_unauthorised"));
  }
  assert.equal(bench.calls("chat.postMessage").length, 1);
  assert.equal(bench.platform.health().state, "stopped");
});

test("F33 what a place has become is told, and not tried again", async () => {
  const answers = [
    ["channel_not_found", "place_gone"],
    ["is_archived", "place_closed"],
    ["not_in_channel", "place_forbidden"],
    ["missing_scope", "place_forbidden"],
    ["msg_too_long", "platform_failed"],
  ] as const;
  for (const [error, code] of answers) {
    await using bench = await slackPlatformBench();
    const fault = { kind: "status", status: 200, body: { ok: false, error } } as const;
    bench.faults.add({ service: "slack", name: "chat.postMessage", fault });
    const sending = bench.platform.send(bench.channel, { text: "x" }, key(), signal);
    await assert.rejects(sending, (thrown) => isParleyError(thrown, code), error);
    assert.equal(bench.calls("chat.postMessage").length, 1);
  }
});

test("F38 an edit is made again after a fault, and the text that stands is the last", async () => {
  const { bench, clock } = await still();
  await using _ = bench;
  const { id } = await bench.platform.send(bench.channel, { text: "0" }, key(), signal);
  for (const fault of [
    { kind: "reset", when: "before" },
    { kind: "reset", when: "after" },
    { kind: "status", status: 500, when: "after" },
    { kind: "status", status: 429, headers: { "retry-after": "3" } },
  ] as const) {
    bench.faults.add({ service: "slack", name: "chat.update", fault, times: 1 });
    await soon(clock, bench.platform.edit(bench.channel, id, { text: `after ${fault.kind}` }, signal));
    assert.equal((await own(bench))[0]?.text, `after ${fault.kind}`);
  }
});

test("F38 the more answers run at once, the rarer each is to be edited, within Slack's limit", async () => {
  const { bench, clock } = await still();
  await using _ = bench;
  const ids: string[] = [];
  for (let part = 0; part < 5; part++) {
    ids.push((await soon(clock, bench.platform.send(bench.channel, { text: "0" }, key(part), signal))).id);
  }
  const due = new Map(ids.map((id) => [id, clock.now()]));
  const until = clock.now() + 60_000;
  let last = 0;
  while (clock.now() < until) {
    for (const [id, at] of due) {
      if (at > clock.now()) continue;
      const { nextEditMs } = await bench.platform.edit(bench.channel, id, { text: String(last++) }, signal);
      due.set(id, clock.now() + nextEditMs);
    }
    await clock.advance(100);
  }
  assert.ok(last > 20, `${last} edits`);
  assert.equal(bench.ledger.entries.filter((e) => e.name === "chat.update" && e.status === 429).length, 0);
});

test("A12 every message and edit goes out without previews and without names made into mentions", async () => {
  await using bench = await slackPlatformBench();
  const text = "see https://a.example and @ada";
  const { id } = await bench.platform.send(bench.channel, { text }, key(), signal);
  await bench.platform.edit(bench.channel, id, { text: `${text}!` }, signal);
  const [post] = bench.calls("chat.postMessage");
  assert.deepEqual([post?.unfurl_links, post?.unfurl_media, post?.link_names], ["false", "false", "false"]);
  assert.equal(bench.calls("chat.update")[0]?.link_names, "false");
  const message = bench.slack.state.messages.get("C0GENERAL")?.get(id);
  assert.equal(message?.attachments, undefined);
});

test("SLACK-CANCEL a wait ends when it is given up", async () => {
  const { bench } = await still();
  await using _ = bench;
  const fault = { kind: "status", status: 429, headers: { "retry-after": "60" } } as const;
  bench.faults.add({ service: "slack", name: "chat.postMessage", fault });
  const giving = new AbortController();
  const sending = bench.platform.send(bench.channel, { text: "x" }, key(), giving.signal);
  await bench.ledger.until((e) => e.name === "chat.postMessage");
  giving.abort();
  await assert.rejects(sending, (error) => isParleyError(error, "cancelled"));
});
