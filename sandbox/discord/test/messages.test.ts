import assert from "node:assert/strict";
import { test } from "node:test";
import { type Fixture, openDiscord } from "../../../test/support/discord-sandbox.ts";
import { identified } from "../../../test/support/gateway-socket.ts";
import { manualClock } from "../../../test/support/manual-clock.ts";
import { intent } from "../gateway/intents.ts";

const minuteMs = 60_000;
const path = ({ discord }: Fixture) => `/channels/${discord.named.channels.general}/messages`;
const send = (fixture: Fixture, body: object) => fixture.call("POST", path(fixture), body);

test("DISCORD-NONCE: with enforce_nonce the same nonce gives the message that stands, without it another", async () => {
  await using fixture = await openDiscord();
  const first = await send(fixture, { content: "one", nonce: "n1", enforce_nonce: true });
  assert.equal(first.body.nonce, "n1");
  const again = await send(fixture, { content: "two", nonce: "n1", enforce_nonce: true });
  assert.deepEqual([again.status, again.body.id, again.body.content], [200, first.body.id, "one"]);
  const free = await send(fixture, { content: "three", nonce: "n1" });
  assert.notEqual(free.body.id, first.body.id);
  const read = await fixture.call("GET", `${path(fixture)}/${first.body.id}`);
  assert.equal(read.body.nonce, undefined);
});

test("DISCORD-NONCE-WINDOW: after a few minutes the nonce is free again", async () => {
  const clock = manualClock();
  await using fixture = await openDiscord({ clock });
  const body = { content: "x", nonce: "n1", enforce_nonce: true };
  const first = await send(fixture, body);
  await clock.advance(2 * minuteMs);
  assert.equal((await send(fixture, body)).body.id, first.body.id);
  await clock.advance(2 * minuteMs);
  assert.notEqual((await send(fixture, body)).body.id, first.body.id);
});

test("DISCORD-NONCE-LENGTH: a nonce has 25 characters at most", async () => {
  await using fixture = await openDiscord();
  assert.equal((await send(fixture, { content: "x", nonce: "n".repeat(25) })).status, 200);
  assert.equal((await send(fixture, { content: "x", nonce: "n".repeat(26) })).body.code, 50035);
});

test("DISCORD-EDIT-OLD: messages older than an hour take few edits in a channel, then 30046 with status 429", async () => {
  const clock = manualClock();
  await using fixture = await openDiscord({ clock });
  const { body } = await send(fixture, { content: "x" });
  const edit = () => fixture.call("PATCH", `${path(fixture)}/${body.id}`, { content: "y" });
  await clock.advance(59 * minuteMs);
  for (let at = 0; at < 5; at++) assert.equal((await edit()).status, 200);
  await clock.advance(2 * minuteMs);
  for (let at = 0; at < 3; at++) assert.equal((await edit()).status, 200);
  const refused = await edit();
  assert.deepEqual([refused.status, refused.body.code, refused.body.retry_after], [429, 30046, 20]);
  await clock.advance(21_000);
  assert.equal((await edit()).status, 200);
});

test("DISCORD-HISTORY: newest first by before, after and around, 50 unless asked, 100 at most", async () => {
  await using fixture = await openDiscord();
  const { named } = fixture.discord;
  const ben = fixture.discord.as(named.users.ben);
  const ids = Array.from({ length: 120 }, (_, at) => ben.say(named.channels.general, String(at)).id);
  const read = async (query: string): Promise<number[]> => {
    fixture.discord.limits.reset();
    const { body } = await fixture.call("GET", `${path(fixture)}?${query}`);
    return body.map((one: { content: string }) => Number(one.content));
  };
  assert.deepEqual(await read("limit=3"), [119, 118, 117]);
  assert.equal((await read("")).length, 50);
  assert.equal((await read("limit=100")).length, 100);
  assert.deepEqual(await read(`limit=2&before=${ids[10]}`), [9, 8]);
  assert.deepEqual(await read(`limit=2&after=${ids[10]}`), [12, 11]);
  assert.deepEqual(await read(`limit=4&around=${ids[10]}`), [11, 10, 9, 8]);
  assert.equal((await fixture.call("GET", `${path(fixture)}?limit=101`)).body.code, 50035);
});

test("DISCORD-REACTIONS: unknown emoji 10014, at most 20 kinds 30010, and people can join where they cannot add", async () => {
  await using fixture = await openDiscord();
  const { discord } = fixture;
  const { named } = discord;
  const message = discord.as(named.users.ben).say(named.channels.general, "x");
  const react = (emoji: string) => {
    discord.limits.reset();
    return fixture.call("PUT", `${path(fixture)}/${message.id}/reactions/${encodeURIComponent(emoji)}/@me`);
  };
  assert.equal((await react("nonsense")).body.code, 10014);
  assert.equal((await react("👀")).status, 204);
  assert.equal((await react("👀")).status, 204);
  const emoji = [..."😀😁😂😃😄😅😆😇😈😉😊😋😌😍😎😏😐😑😒"];
  for (const one of emoji) assert.equal((await react(one)).status, 204);
  assert.equal((await react("😓")).body.code, 30010);
  const read = await fixture.call("GET", `${path(fixture)}/${message.id}`);
  assert.deepEqual(
    [read.body.reactions.length, read.body.reactions[0].count, read.body.reactions[0].me],
    [20, 1, true],
  );
  const by = await fixture.call(
    "GET",
    `${path(fixture)}/${message.id}/reactions/${encodeURIComponent("👀")}`,
  );
  assert.deepEqual(
    by.body.map((one: { id: string }) => one.id),
    [discord.application.botId],
  );
  discord.limits.reset();
  const gone = `${path(fixture)}/${message.id}/reactions/${encodeURIComponent("👀")}/@me`;
  assert.equal((await fixture.call("DELETE", gone)).status, 204);
  assert.equal(discord.state.messages.get(message.id)?.reactions.length, 19);
});

test("DISCORD-PINS: pinning needs PIN_MESSAGES, not MANAGE_MESSAGES, and writes a notice", async () => {
  await using refused = await openDiscord({ seed: { botPermissions: ["MANAGE_MESSAGES"] } });
  const pin = async ({ call, discord }: Fixture) => {
    const message = discord.as(discord.named.users.ben).say(discord.named.channels.general, "x");
    return call("PUT", `/channels/${message.channel_id}/messages/pins/${message.id}`);
  };
  assert.equal((await pin(refused)).body.code, 50013);
  await using fixture = await openDiscord({ seed: { botPermissions: ["PIN_MESSAGES"] } });
  assert.equal((await pin(fixture)).status, 204);
  const types = fixture.discord.state
    .messagesIn(fixture.discord.named.channels.general)
    .map((one) => one.type);
  assert.deepEqual(types, [0, 6]);
  const listed = await fixture.call("GET", `${path(fixture)}/pins`);
  assert.deepEqual([listed.body.items.length, listed.body.items[0].message.content], [1, "x"]);
});

test("DISCORD-DM: the DM of two is one channel, and people write to the bot in it", async () => {
  await using fixture = await openDiscord();
  const { discord } = fixture;
  const { ben } = discord.named.users;
  const open = () => fixture.call("POST", "/users/@me/channels", { recipient_id: ben });
  const first = await open();
  assert.equal((await open()).body.id, first.body.id);
  assert.equal(discord.as(ben).dm().id, first.body.id);
  assert.deepEqual(
    first.body.recipients.map((one: { id: string }) => one.id),
    [ben],
  );
  await fixture.call("POST", `/channels/${first.body.id}/messages`, { content: "hello" });
  discord.as(ben).say(first.body.id, "hi");
  assert.deepEqual(
    discord.visibleTo(ben, first.body.id).map((one) => one.content),
    ["hello", "hi"],
  );
  assert.deepEqual(discord.visibleTo(discord.named.users.chloe, first.body.id), []);
});

test("DISCORD-IDS: ids rise strictly and tell the time they were made, even when the clock stands or jumps back", async () => {
  const clock = manualClock();
  await using fixture = await openDiscord({ clock });
  const { named, as } = fixture.discord;
  const first = as(named.users.ben).say(named.channels.general, "a");
  const second = as(named.users.ben).say(named.channels.general, "b");
  assert.ok(BigInt(second.id) > BigInt(first.id));
  assert.equal(Number(BigInt(first.id) >> 22n) + 1_420_070_400_000, clock.now());
});

test("DISCORD-UNFURL: a link is fetched and shown as a preview by a change that is no edit", async () => {
  const clock = manualClock();
  await using fixture = await openDiscord({ clock });
  const { state, as, named } = fixture.discord;
  using socket = await identified(fixture, intent.guildMessages | intent.messageContent);
  const message = as(named.users.ben).say(
    named.channels.general,
    "see https://example.org/a and `https://no.example`",
  );
  assert.deepEqual(state.crawls, [{ messageId: message.id, url: "https://example.org/a" }]);
  await clock.advance(1_000);
  const { d } = await socket.until((frame) => frame.t === "MESSAGE_UPDATE");
  assert.deepEqual([d.embeds[0].url, d.edited_timestamp], ["https://example.org/a", null]);
  const quiet = await send(fixture, { content: "<https://example.org/b>", flags: 4 });
  await clock.advance(1_000);
  assert.deepEqual([state.messages.get(quiet.body.id)?.embeds, state.crawls.length], [[], 2]);
});

test("DISCORD-FORWARD: a message is forwarded as a snapshot, by the bot only if it may read it: 160014", async () => {
  await using fixture = await openDiscord({ seed: { portal: { messageContent: false } } });
  const { discord } = fixture;
  const asked = discord.as(discord.named.users.ben).say(discord.named.channels.random, "news");
  const body = { message_reference: { type: 1, message_id: asked.id, channel_id: asked.channel_id } };
  assert.equal((await send(fixture, body)).body.code, 160014);
  discord.application.portal.messageContent = true;
  const forwarded = await send(fixture, body);
  assert.deepEqual(
    [
      forwarded.body.content,
      forwarded.body.message_snapshots[0].message.content,
      forwarded.body.message_reference.type,
    ],
    ["", "news", 1],
  );
});
