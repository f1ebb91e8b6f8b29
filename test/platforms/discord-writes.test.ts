import assert from "node:assert/strict";
import { test } from "node:test";
import { isParleyError } from "../../src/core/errors.ts";
import { type JobId, jobId } from "../../src/core/ids.ts";
import type { SendKey } from "../../src/core/platform.ts";
import { type DiscordBench, discordBench } from "../support/discord-bench.ts";
import { manualClock } from "../support/manual-clock.ts";

const signal = AbortSignal.timeout(120_000);
const post = "POST /channels/:id/messages";
const read = "GET /channels/:id/messages";
const patch = "PATCH /channels/:id/messages/:message";
const key = (job: JobId = jobId(crypto.randomUUID()), part = 0, mayStand = false): SendKey => ({
  job,
  part,
  mayStand,
});
const calls = (bench: DiscordBench, name: string) =>
  bench.ledger.entries.filter((one) => one.kind === "request" && one.name === name);
const own = async (bench: DiscordBench, place = bench.channel) =>
  (await bench.standing(place)).filter((one) => one.own);

for (const fault of [
  { kind: "reset", when: "after" },
  { kind: "status", status: 500, body: "oops", when: "after" },
  { kind: "status", status: 502, body: "<html>bad gateway</html>", when: "after" },
  { kind: "status", status: 504, when: "after" },
  { kind: "truncate", bytes: 20 },
  { kind: "hang", when: "after" },
] as const) {
  const name = fault.kind === "status" ? `status ${fault.status}` : fault.kind;
  test(`F31 a post that is accepted and whose answer is lost (${name}) is found, not repeated`, async () => {
    await using bench = await discordBench();
    bench.faults.add({ service: "discord", name: post, fault, times: 1 });
    const sent = await bench.platform.send(bench.channel, { text: "once" }, key(), signal);
    assert.deepEqual(
      (await own(bench)).map((one) => one.id),
      [sent.id],
    );
    assert.equal(calls(bench, post).length, 1);
  });
}

test("F30 a post that never took place is made once more after three looks, and then given up", async () => {
  await using bench = await discordBench();
  bench.faults.add({
    service: "discord",
    name: post,
    fault: { kind: "status", status: 503, when: "before" },
  });
  const sending = bench.platform.send(bench.channel, { text: "never" }, key(), signal);
  await assert.rejects(sending, (error) => isParleyError(error, "outcome_unknown"));
  assert.equal(calls(bench, post).length, 2);
  assert.equal(calls(bench, read).length, 6);
});

test("F32 while it can't be read whether a post stands it is not repeated", async () => {
  await using bench = await discordBench();
  bench.faults.add({ service: "discord", name: post, fault: { kind: "reset", when: "after" }, times: 1 });
  const limited = {
    kind: "status",
    status: 429,
    body: { retry_after: 60, global: false, message: "slow" },
  } as const;
  bench.faults.add({
    service: "discord",
    name: read,
    fault: { ...limited, headers: { "x-ratelimit-scope": "user" } },
  });
  const sending = bench.platform.send(bench.channel, { text: "once" }, key(), signal);
  await assert.rejects(sending, (error) => isParleyError(error, "outcome_unknown"));
  assert.equal(calls(bench, post).length, 1);
});

test("F06 long after the nonce is forgotten a post that may stand is found by what it says", async () => {
  const clock = manualClock(Date.now());
  await using bench = await discordBench({ clock });
  const { people, channel, platform } = bench;
  const question = await people.say(people.ben, channel, "?", { mention: true });
  const of = jobId(crypto.randomUUID());
  const sent = await platform.send(channel, { text: "an answer", repliesTo: question }, key(of), signal);
  await clock.advance(10 * 60_000);
  const again = await platform.send(
    channel,
    { text: "an answer", repliesTo: question },
    key(of, 0, true),
    signal,
  );
  assert.equal(again.id, sent.id);
  assert.equal(calls(bench, post).length, 1);
});

test("F33 a reply to a message that was deleted stands all the same", async () => {
  await using bench = await discordBench();
  const { people, channel, platform } = bench;
  const question = await people.say(people.ben, channel, "?", { mention: true });
  await people.remove(people.ben, channel, question);
  await platform.send(channel, { text: "an answer", repliesTo: question }, key(), signal);
  assert.deepEqual(
    (await own(bench)).map((one) => one.text),
    ["an answer"],
  );
});

test("F33 a reply to a message of another channel stands without the reference", async () => {
  await using bench = await discordBench();
  const { people, channel, platform, discord } = bench;
  const question = await people.say(people.ben, channel, "?", { mention: true });
  const random = { ...channel, channel: discord.named.channels.random };
  await platform.send(random, { text: "an answer", repliesTo: question }, key(), signal);
  assert.equal((await own(bench, random)).length, 1);
});

test("F33 an archived thread is opened again to edit in it", async () => {
  await using bench = await discordBench();
  const { channel, platform, discord } = bench;
  const thread = discord.as(discord.named.users.ben).openThread(channel.channel, { name: "old" });
  const place = { ...channel, thread: thread.id };
  const { id } = await platform.send(place, { text: "one" }, key(), signal);
  thread.thread_metadata.archived = true;
  await platform.edit(place, id, { text: "two" }, signal);
  assert.deepEqual(
    (await own(bench, place)).map((one) => one.text),
    ["two"],
  );
});

test("F33 a message that was deleted cannot be edited, and that is said", async () => {
  await using bench = await discordBench();
  const { channel, platform } = bench;
  const { id } = await platform.send(channel, { text: "one" }, key(), signal);
  await platform.remove(channel, id, signal);
  await assert.rejects(platform.edit(channel, id, { text: "two" }, signal), (e) =>
    isParleyError(e, "place_gone"),
  );
  assert.equal(calls(bench, patch).length, 1);
});

test("F29 where Parley may not write it stops asking after three refusals, and asks again when rights change", async () => {
  await using bench = await discordBench({
    seed: { botPermissions: ["VIEW_CHANNEL", "READ_MESSAGE_HISTORY"] },
  });
  const { channel, platform, discord } = bench;
  const everyone = discord.state.roles.get(discord.named.guild)?.get(discord.named.guild);
  assert.ok(everyone);
  everyone.permissions = "66560";
  for (let round = 0; round < 50; round++) {
    await assert.rejects(platform.send(channel, { text: "?" }, key(), signal), (e) =>
      isParleyError(e, "place_forbidden"),
    );
  }
  assert.equal(calls(bench, post).length, 3);
  everyone.permissions = "68608";
  discord.hub.emit({
    name: "GUILD_ROLE_UPDATE",
    guildId: discord.named.guild,
    data: { guild_id: discord.named.guild, role: { ...everyone } },
  } as never);
  const mark = await bench.people.say({ id: discord.named.users.maya, name: "" }, channel, "there you go");
  await bench.hear("message", (one) => one.id === mark);
  await platform.send(channel, { text: "allowed" }, key(), signal);
  assert.deepEqual(
    (await own(bench)).map((one) => one.text),
    ["allowed"],
  );
});

test("F29 F36 once the token is refused nothing more is asked with it", async () => {
  await using bench = await discordBench();
  const { channel, platform, discord } = bench;
  discord.resetToken();
  for (let round = 0; round < 20; round++) {
    await assert.rejects(platform.send(channel, { text: "?" }, key(), signal), (e) =>
      isParleyError(e, "platform_unauthorised"),
    );
  }
  assert.equal(calls(bench, post).length, 1);
  assert.equal(platform.health().state, "stopped");
});

for (const [name, fault, leastMs] of [
  [
    "a route's",
    { headers: { "retry-after": "13.37", "x-ratelimit-scope": "user" }, body: { retry_after: 13.37 } },
    13_370,
  ],
  [
    "the bot's",
    { headers: { "retry-after": "5", "x-ratelimit-global": "true" }, body: { retry_after: 5, global: true } },
    5_000,
  ],
  ["the edge's, in HTML", { headers: { "retry-after": "7" }, body: "<html>1015</html>" }, 7_000],
  [
    "one that says 0",
    { headers: { "retry-after": "0", "x-ratelimit-scope": "shared" }, body: { retry_after: 0 } },
    200,
  ],
  ["one that says abc", { headers: { "retry-after": "abc", "x-ratelimit-scope": "user" }, body: {} }, 1_000],
  ["one that says nothing", { headers: {}, body: {} }, 1_000],
] as const) {
  test(`F28 a rate limit (${name}) is waited for exactly, and the post then stands once`, async () => {
    await using bench = await discordBench();
    bench.faults.add({
      service: "discord",
      name: post,
      fault: { kind: "status", status: 429, ...fault, when: "before" },
      times: 1,
    });
    await bench.platform.send(bench.channel, { text: "patient" }, key(), signal);
    const [refused, made] = calls(bench, post);
    assert.ok(refused && made && made.at - refused.at >= leastMs, `${made?.at} - ${refused?.at}`);
    assert.equal((await own(bench)).length, 1);
  });
}

test("F28 a wait of more than five minutes is not waited for", async () => {
  await using bench = await discordBench();
  const headers = { "retry-after": "1337", "x-ratelimit-scope": "user" };
  bench.faults.add({
    service: "discord",
    name: post,
    fault: { kind: "status", status: 429, body: {}, headers },
  });
  await assert.rejects(bench.platform.send(bench.channel, { text: "?" }, key(), signal), (error) => {
    assert.ok(isParleyError(error, "rate_limited"));
    assert.ok((error.retryAfterMs ?? 0) > 1_300_000);
    return true;
  });
  assert.equal(calls(bench, post).length, 1);
});

test("F28 while one channel is limited another is written to at once", async () => {
  await using bench = await discordBench();
  const { channel, platform, discord } = bench;
  const headers = { "retry-after": "30", "x-ratelimit-scope": "user" };
  bench.faults.add({
    service: "discord",
    name: post,
    fault: { kind: "status", status: 429, body: { retry_after: 30 }, headers, when: "before" },
    times: 1,
  });
  const slow = platform.send(channel, { text: "slow" }, key(), signal);
  await bench.until(() => calls(bench, post).length === 1);
  const random = { ...channel, channel: discord.named.channels.random };
  await platform.send(random, { text: "quick" }, key(), signal);
  assert.equal((await own(bench)).length, 0);
  assert.equal((await own(bench, random)).length, 1);
  await slow;
  assert.equal((await own(bench)).length, 1);
});

test("F28 Discord's own limits are kept: a burst of posts gets no 429 at all", async () => {
  await using bench = await discordBench();
  const { channel, platform } = bench;
  await Promise.all(
    Array.from({ length: 12 }, (_, part) =>
      platform.send(channel, { text: `${part}` }, key(undefined, part), signal),
    ),
  );
  assert.equal((await own(bench)).length, 12);
  assert.ok(calls(bench, post).every((one) => one.status === 200));
});

test("F38 edits made as soon as each answer allows keep to Discord's limit, and the last text stands", async () => {
  await using bench = await discordBench();
  const { channel, platform, clock } = bench;
  const sent = await platform.send(channel, { text: "0" }, key(), signal);
  let wait = sent.nextEditMs;
  for (let round = 1; round <= 15; round++) {
    await clock.sleep(wait);
    ({ nextEditMs: wait } = await platform.edit(channel, sent.id, { text: `text ${round}` }, signal));
    assert.ok(wait >= 1_000);
  }
  assert.deepEqual(
    (await own(bench)).map((one) => one.text),
    ["text 15"],
  );
  assert.ok(calls(bench, patch).every((one) => one.status === 200));
});

test("F30 an edit whose answer is lost is made again until it stands", async () => {
  await using bench = await discordBench();
  const { channel, platform } = bench;
  const { id } = await platform.send(channel, { text: "one" }, key(), signal);
  bench.faults.add({ service: "discord", name: patch, fault: { kind: "status", status: 502 }, times: 2 });
  await platform.edit(channel, id, { text: "two" }, signal);
  assert.deepEqual(
    (await own(bench)).map((one) => one.text),
    ["two"],
  );
});

test("A12 nothing that Parley writes is unfurled: the flag stands after every edit", async () => {
  await using bench = await discordBench();
  const { channel, platform, discord } = bench;
  const { id } = await platform.send(channel, { text: "https://example.org/?q=1" }, key(), signal);
  await platform.edit(channel, id, { text: "again https://example.org/?q=1" }, signal);
  const message = discord.state.messages.get(id);
  assert.equal((message?.flags ?? 0) & 4, 4);
  assert.equal(message?.content, "again <https://example.org/?q=1>");
});
