import assert from "node:assert/strict";
import { test } from "node:test";
import { jobId } from "../../src/core/ids.ts";
import { type DiscordBench, discordBench } from "../support/discord-bench.ts";
import { manualClock } from "../support/manual-clock.ts";
import { survey } from "../support/test-commands.ts";

const signal = AbortSignal.timeout(60_000);
const callback = "POST /interactions/:id/:token/callback";
const answers = (bench: DiscordBench) =>
  bench.ledger.entries
    .filter((one) => one.name === callback)
    .map((one) => [(one.request as { type?: number }).type, one.status]);

/** Ben uses /survey, whose form is `answer`; the clock stands still. */
async function surveyed(answer: Parameters<DiscordBench["forms"]["answerForms"]>[0]) {
  const clock = manualClock(Date.now());
  const bench = await discordBench({ clock });
  await bench.platform.publish([survey], signal);
  bench.forms.answerForms(answer);
  await bench.people.command(bench.people.ben, bench.channel, survey.name);
  await bench.until(() => bench.forms.asked.length === 1);
  return { clock, bench };
}

test("DISCORD-FORM nothing is answered before the form: not even that Parley is thinking", async () => {
  const { promise, resolve } = Promise.withResolvers<{
    kind: "form";
    command: typeof survey;
    values: object;
  }>();
  const { clock, bench } = await surveyed(promise as never);
  await using _ = bench;
  await clock.advance(1_900);
  assert.deepEqual(answers(bench), []);
  resolve({ kind: "form", command: survey, values: { motto: "so be it" } });
  assert.equal((await bench.people.form(bench.people.ben)).fields.motto, "so be it");
  await bench.until(() => answers(bench).length > 0);
  await clock.advance(60_000);
  assert.deepEqual(answers(bench), [[9, 204]]);
});

test("DISCORD-FORM one that is not there in time is said in time, to its asker alone", async () => {
  const { clock, bench } = await surveyed(new Promise(() => {}));
  await using _ = bench;
  await clock.advance(2_001);
  await bench.until(async () => (await bench.standing(bench.channel, bench.people.ben)).length === 1);
  assert.match((await bench.standing(bench.channel, bench.people.ben))[0]?.text ?? "", /in time.*try again/);
  assert.deepEqual(await bench.standing(bench.channel, bench.people.chloe), []);
  assert.deepEqual([answers(bench), bench.heard], [[[4, 204]], []]);
});

test("DISCORD-FORM a form that is sent in is put off and answered like a command", async () => {
  const { clock, bench } = await surveyed({ kind: "form", command: survey, values: {} });
  await using _ = bench;
  const { people, channel, platform } = bench;
  await people.form(people.ben);
  await people.submit(people.ben, { motto: "x" });
  const { reply, place, person } = await bench.hear("command");
  await clock.advance(1_600);
  await bench.until(() => answers(bench).length === 2);
  assert.deepEqual(answers(bench), [
    [9, 204],
    [5, 204],
  ]);
  await platform.respond(reply, place, person, { text: "kept", visibility: "asker" }, false, signal);
  assert.deepEqual(
    (await bench.standing(channel, people.ben)).map((one) => one.text),
    ["kept"],
  );
});

test("DISCORD-ACCESS what someone may do in a thread is told with what they use there", async () => {
  await using bench = await discordBench();
  const { discord, people, channel, platform } = bench;
  const { guild, users } = discord.named;
  await platform.publish([{ name: "help", summary: "Help", options: [] }], signal);
  const thread = discord.as(users.ben).openThread(channel.channel, { name: "side" });
  const accessIn = async (place: typeof channel) => {
    const before = bench.heard.length;
    await people.command(people.ben, place, "help");
    await bench.until(() => bench.heard.length > before);
    const event = bench.heard.at(-1);
    return event?.kind === "command" ? event.access : undefined;
  };
  const deny = (bits: bigint) =>
    discord
      .as(users.olivia)
      .setOverwrite(channel.channel, { id: guild, type: 0, allow: "0", deny: bits.toString() });
  const side = bench.thread(thread.id);
  assert.deepEqual([await accessIn(channel), await accessIn(side)], ["write", "write"]);
  deny(1n << 38n);
  assert.deepEqual([await accessIn(channel), await accessIn(side)], ["write", "read"]);
  deny(1n << 11n);
  assert.deepEqual([await accessIn(channel), await accessIn(side)], ["read", "write"]);
});

const opening = { title: "between us", text: "where it came from" };

/** Private threads of Parley's own, with what it said in each and who is in it. */
function hidden(bench: DiscordBench) {
  const { state, named } = bench.discord;
  return [...state.channels.values()].flatMap((one) => {
    if (one.kind !== "thread" || one.type !== 12 || one.owner_id !== named.users.parley) return [];
    const said = state.messagesIn(one.id).map((message) => message.content);
    return [{ name: one.name, said: said.filter(Boolean), members: [...one.members.keys()].sort() }];
  });
}

for (const [what, when, name] of [
  ["the making", "after", "POST /channels/:id/threads"],
  ["the making, which did not take place,", "before", "POST /channels/:id/threads"],
  ["the opening", "after", "POST /channels/:id/messages"],
  ["the adding", "after", "PUT /channels/:id/thread-members/:user"],
] as const) {
  test(`F31 DISCORD-PRIVATE when the answer to ${what} is lost, one private thread is open, with its asker`, async () => {
    await using bench = await discordBench();
    const { platform, channel, people, faults, discord } = bench;
    faults.add({ service: "discord", name, fault: { kind: "reset", when }, times: 1 });
    const key = { job: jobId(crypto.randomUUID()), part: 0, mayStand: false };
    const opened = await platform.openThread(
      channel,
      { ...opening, private: { for: people.ben } },
      key,
      signal,
    );
    const members = [discord.named.users.parley, people.ben.id].sort();
    assert.deepEqual(hidden(bench), [{ name: opening.title, said: [opening.text], members }]);
    assert.ok(opened?.thread);
    assert.deepEqual(await bench.standing(opened, people.chloe), []);
  });
}

test("F05 DISCORD-PRIVATE after a crash what was begun is gone on with, and others of the same name are left alone", async () => {
  await using bench = await discordBench();
  const { platform, channel, people, discord } = bench;
  const wanted = { ...opening, private: { for: people.ben } };
  const key = (mayStand: boolean, job = jobId(crypto.randomUUID())) => ({ job, part: 0, mayStand });
  const other = await platform.openThread(channel, { ...wanted, text: "another story" }, key(false), signal);
  const mine = key(false);
  const opened = await platform.openThread(channel, wanted, mine, signal);
  const thread = discord.state.channels.get(opened?.thread ?? "");
  assert.ok(thread?.kind === "thread");
  thread.members.delete(people.ben.id);
  assert.deepEqual(await platform.openThread(channel, wanted, { ...mine, mayStand: true }, signal), opened);
  assert.ok(thread.members.has(people.ben.id));
  for (const message of discord.state.messagesIn(thread.id)) discord.state.messages.delete(message.id);
  assert.deepEqual(
    await platform.openThread(channel, wanted, key(true), signal),
    opened,
    "nothing was said there yet",
  );
  assert.notDeepEqual(other, opened);
  assert.deepEqual(
    hidden(bench).map((one) => one.said),
    [["another story"], [opening.text]],
  );
});
