import assert from "node:assert/strict";
import { test } from "node:test";
import { systemClock } from "../../src/core/clock.ts";
import { isParleyError } from "../../src/core/errors.ts";
import { type DiscordBench, discordBench } from "../support/discord-bench.ts";
import { manualClock } from "../support/manual-clock.ts";

const identifies = (bench: DiscordBench) => bench.ledger.entries.filter((one) => one.name === "op 2").length;
const resumes = (bench: DiscordBench) => bench.ledger.entries.filter((one) => one.name === "op 6").length;

/** Something is said, the connection fails in this way while more is said: all of it is heard, once each. */
async function survives(bench: DiscordBench, fail: () => void): Promise<void> {
  const { people, channel } = bench;
  const first = await people.say(people.ben, channel, "before", { mention: true });
  await bench.hear("message", (one) => one.id === first);
  fail();
  const second = await people.say(people.ben, channel, "during", { mention: true });
  await bench.hear("message", (one) => one.id === second);
  const third = await people.say(people.ben, channel, "after", { mention: true });
  await bench.hear("message", (one) => one.id === third);
  const heard = bench.heard.flatMap((one) => (one.kind === "message" ? one.id : []));
  assert.deepEqual([...new Set(heard)], [first, second, third]);
}

test("F20 asked to reconnect (op 7) the session is resumed and nothing is lost", async () => {
  await using bench = await discordBench();
  await survives(bench, () => bench.discord.gateway.reconnect());
  assert.deepEqual([identifies(bench), resumes(bench)], [1, 1]);
});

test("F20 an invalid session that may be resumed (op 9 true) is resumed", async () => {
  await using bench = await discordBench();
  await survives(bench, () => bench.discord.gateway.invalidate(true));
  assert.equal(identifies(bench), 1);
});

for (const code of [4000, 4001, 1006]) {
  test(`F20 a connection that ends with ${code} is resumed and nothing is lost`, async () => {
    await using bench = await discordBench();
    const { gateway } = bench.discord;
    await survives(bench, () => (code === 1006 ? gateway.drop() : gateway.close(code)));
    assert.deepEqual([identifies(bench), resumes(bench)], [1, 1]);
  });
}

for (const [name, fail] of [
  ["op 9 false", (bench: DiscordBench) => bench.discord.gateway.invalidate(false)],
  ["sessions killed", (bench: DiscordBench) => bench.discord.gateway.killSessions()],
  ["close code 4007", (bench: DiscordBench) => bench.discord.gateway.close(4007)],
] as const) {
  test(`F20 after a session that can't be resumed (${name}) what was missed is read over REST`, async () => {
    await using bench = await discordBench();
    await survives(bench, () => fail(bench));
    assert.equal(identifies(bench), 2);
    await bench.until(() => bench.platform.health().state === "connected");
  });
}

test("F21 a connection that is dead without being closed is found out and replaced", async () => {
  const seed = { gateway: { heartbeatIntervalMs: 400 } };
  await using bench = await discordBench({ clock: systemClock, seed });
  const { gateway } = bench.discord;
  gateway.dropHeartbeatAcks();
  await bench.until(() => resumes(bench) > 0);
  gateway.dropHeartbeatAcks(false);
  await survives(bench, () => {});
  assert.equal(identifies(bench), 1);
});

test("F21 a connection that answers heartbeats and tells nothing is found out within minutes and replaced", async () => {
  const clock = manualClock(Date.now());
  await using bench = await discordBench({ clock });
  const { people, channel, discord } = bench;
  const first = await people.say(people.ben, channel, "before", { mention: true });
  await bench.hear("message", (one) => one.id === first);
  await clock.advance(10 * 60_000);
  assert.equal(identifies(bench), 1, "nothing was said, so nothing is amiss");
  discord.gateway.mute();
  const second = await people.say(people.ben, channel, "during", { mention: true });
  for (let minute = 0; minute < 7; minute++) {
    await clock.advance(60_000);
    const looks = () => bench.ledger.entries.filter((one) => one.name === "GET /channels/:id");
    await bench.until(() => looks().every((one) => one.status !== undefined));
  }
  await bench.until(() => identifies(bench) === 2);
  await bench.hear("message", (one) => one.id === second);
  await bench.until(() => bench.platform.health().state === "connected");
  const third = await people.say(people.ben, channel, "after", { mention: true });
  await bench.hear("message", (one) => one.id === third);
});

test("F22 a token that Discord does not accept stops the adapter: nothing is tried again", async () => {
  await using bench = await discordBench({ start: false });
  bench.discord.resetToken();
  const starting = bench.platform.start(bench.events, new AbortController().signal);
  await assert.rejects(starting, (error) => isParleyError(error, "platform_unauthorised"));
  assert.equal(bench.platform.health().state, "stopped");
  assert.equal(identifies(bench), 0);
});

for (const code of [4004, 4010, 4011, 4013]) {
  test(`F22 closed with ${code} the adapter stops for good`, async () => {
    await using bench = await discordBench();
    bench.discord.gateway.close(code);
    await bench.until(() => bench.platform.health().state === "stopped");
    assert.ok(bench.logged.includes("Discord closed the connection for good"));
    assert.equal(identifies(bench), 1);
  });
}

test("DISCORD-INTENT without the Message Content intent it connects all the same and says what it can't see", async () => {
  await using bench = await discordBench({ seed: { portal: { messageContent: false } } });
  const { people, channel } = bench;
  assert.equal(bench.platform.health().state, "connected");
  assert.ok(bench.logged.some((one) => one.startsWith("the Message Content intent is not allowed")));
  const id = await people.say(people.ben, channel, "hello", { mention: true });
  const event = await bench.hear("message", (one) => one.id === id);
  assert.deepEqual([event.text, event.address], ["hello", "mention"]);
  const toOthers = await people.say(people.ben, channel, "lunch?");
  assert.equal((await bench.hear("message", (one) => one.id === toOthers)).text, "");
});

test("F18 while Discord can't be reached at the start it is tried again until it can", async () => {
  await using bench = await discordBench({ start: false });
  bench.faults.add({
    service: "discord",
    name: "GET /gateway/bot",
    fault: { kind: "status", status: 502, body: "<html>" },
    times: 3,
  });
  await bench.platform.start(bench.events, new AbortController().signal);
  assert.equal(bench.platform.health().state, "connected");
});

test("F23 with no session left to start none is tried: Discord would take the token away", async () => {
  await using bench = await discordBench({ start: false });
  const { gateway } = bench.discord;
  gateway.budget.remaining = 0;
  const starting = bench.platform.start(bench.events, new AbortController().signal);
  await bench.until(() => bench.logged.some((one) => one.startsWith("Discord allows no more connections")));
  assert.match(bench.platform.health().detail ?? "", /started too often/);
  assert.equal(identifies(bench), 0);
  gateway.budget.remaining = 1;
  await starting;
  assert.equal(bench.platform.health().state, "connected");
  assert.deepEqual([identifies(bench), gateway.budget.remaining], [1, 0]);
});

test("F24 a thousand events replayed after a loss are heard in order, once each", async () => {
  await using bench = await discordBench();
  const { people, channel, discord } = bench;
  const before = await people.say(people.ben, channel, "before", { mention: true });
  await bench.hear("message", (one) => one.id === before);
  discord.gateway.drop();
  const said = [before];
  for (let n = 0; n < 1_000; n++) said.push(await people.say(people.ben, channel, `${n}`, { mention: true }));
  const last = said.at(-1);
  await bench.hear("message", (one) => one.id === last);
  const heard = bench.heard.flatMap((one) => (one.kind === "message" ? one.id : []));
  assert.deepEqual(heard, said);
  assert.deepEqual([identifies(bench), resumes(bench)], [1, 1]);
});

test("DISCORD-ODD a dispatch that nobody expected harms nothing", async () => {
  await using bench = await discordBench();
  const { people, channel, discord } = bench;
  for (const name of [
    "MESSAGE_CREATE",
    "INTERACTION_CREATE",
    "GUILD_MEMBER_UPDATE",
    "CHANNEL_UPDATE",
    "X_NEW",
  ]) {
    for (const data of [{}, { id: "1" }, { id: 5, author: null, guild_id: discord.named.guild, member: 7 }]) {
      discord.hub.emit({ name, guildId: discord.named.guild, data } as never);
    }
  }
  const id = await people.say(people.ben, channel, "still there?", { mention: true });
  await bench.hear("message", (one) => one.id === id);
});

test("F16 F24 an event that can't be stored is offered again until it can", async () => {
  await using bench = await discordBench();
  const { people, channel } = bench;
  bench.events.refuse(3);
  const id = await people.say(people.ben, channel, "hello", { mention: true });
  await bench.hear("message", (one) => one.id === id);
});

test("F39 events that could not be stored for a long time are caught up with later", async () => {
  await using bench = await discordBench();
  const { people, channel } = bench;
  bench.events.refuse(32);
  const id = await people.say(people.ben, channel, "hello", { mention: true });
  await bench.hear("message", (one) => one.id === id);
  assert.ok(bench.logged.includes("an event from Discord could not be stored"));
});

test("DISCORD-THREAD a message in a thread stands in that thread of its channel", async () => {
  await using bench = await discordBench();
  const { people, channel, discord } = bench;
  const ben = discord.as(discord.named.users.ben);
  const thread = ben.openThread(channel.channel, { name: "tides" });
  const id = ben.say(thread.id, `<@${discord.named.users.parley}> when?`).id;
  const event = await bench.hear("message", (one) => one.id === id);
  assert.deepEqual(event.place, { ...channel, thread: thread.id });
  assert.equal(event.author.name, people.ben.name);
});

test("DISCORD-THREAD a thread that the gateway did not tell of is looked up before its messages are placed", async () => {
  await using bench = await discordBench();
  const { channel, discord } = bench;
  const { guild, users } = discord.named;
  const ben = discord.as(users.ben);
  const thread = ben.openThread(channel.channel, { name: "tides" });
  const first = ben.say(thread.id, "first").id;
  await bench.hear("message", (one) => one.id === first);
  const gone = { id: thread.id, guild_id: guild, parent_id: channel.channel, type: 11 };
  discord.hub.emit({ name: "THREAD_DELETE", guildId: guild, channelId: thread.id, data: gone } as never);
  const [second, third] = ["second", "third"].map((text) => ben.say(thread.id, text).id);
  await bench.hear("message", (one) => one.id === third);
  const heard = bench.heard.flatMap((one) => (one.kind === "message" ? one : []));
  assert.deepEqual(
    heard.map((one) => [one.id, one.place.thread]),
    [first, second, third].map((id) => [id, thread.id]),
  );
});

test("PLATFORM-SUGGEST choices are offered as an option is typed", async () => {
  await using bench = await discordBench();
  const { people, channel, discord, platform } = bench;
  const option = {
    kind: "text",
    name: "name",
    summary: "Its name",
    required: false,
    suggests: true,
  } as const;
  await platform.publish(
    [{ name: "model", summary: "Choose a model", options: [option] }],
    AbortSignal.timeout(5_000),
  );
  const used = await discord.as(people.ben.id).autocomplete(channel.channel, "model", { name: "de" }, "name")
    .settled;
  assert.deepEqual(used.state, { kind: "choices", choices: [{ name: "demo", value: "demo" }] });
});
