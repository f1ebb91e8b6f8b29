import assert from "node:assert/strict";
import { test } from "node:test";
import { type Fixture, openDiscord } from "../../../test/support/discord-sandbox.ts";
import { identified, openSocket, type Socket } from "../../../test/support/gateway-socket.ts";
import { manualClock } from "../../../test/support/manual-clock.ts";
import { intent } from "../gateway/intents.ts";

const guildMessages = intent.guilds | intent.guildMessages | intent.messageContent;
const properties = { os: "linux", browser: "t", device: "t" };
const say = ({ discord }: Fixture, content: string) =>
  discord.as(discord.named.users.ben).say(discord.named.channels.general, content);

test("DISCORD-GATEWAY-HELLO: the first frame is op 10 with the heartbeat interval", async () => {
  await using fixture = await openDiscord();
  using socket = openSocket(fixture);
  const hello = await socket.until((frame) => frame.op === 10);
  assert.equal(hello.d.heartbeat_interval, 41_250);
});

test("DISCORD-GATEWAY-READY: identifying brings READY with unavailable guilds, then each guild", async () => {
  await using fixture = await openDiscord();
  const { named, application } = fixture.discord;
  using socket = await identified(fixture, intent.guilds);
  const ready = await socket.until((frame) => frame.t === "READY");
  assert.deepEqual(
    [ready.s, ready.d.v, ready.d.user.id, ready.d.application.id, ready.d.guilds],
    [1, 10, named.users.parley, application.id, [{ id: named.guild, unavailable: true }]],
  );
  assert.match(ready.d.resume_gateway_url, /^ws:/);
  const guild = await socket.until((frame) => frame.t === "GUILD_CREATE");
  assert.deepEqual(
    [guild.s, guild.d.id, guild.d.member_count, guild.d.channels.length],
    [2, named.guild, 7, 4],
  );
  // Without the members intent the bot learns of itself alone.
  assert.deepEqual(
    guild.d.members.map((one: { user: { id: string } }) => one.user.id),
    [named.users.parley],
  );
});

test("DISCORD-GATEWAY-CLOSE: each wrong frame is answered with its close code", async () => {
  await using fixture = await openDiscord({ seed: { gateway: { identifyWindowMs: 0 } } });
  const { token } = fixture.discord;
  const right = { token, intents: 0, properties };
  const twice = (first: number, second: number) => (socket: Socket) => {
    socket.send(first, right);
    socket.send(second, right);
  };
  const cases: [number, (socket: Socket) => void][] = [
    [4001, twice(2, 99)],
    [4002, (socket) => socket.sendText("{")],
    [4002, (socket) => socket.send(1, "x".repeat(4097))],
    [4002, (socket) => socket.send(2, { token, intents: 0 })],
    [4003, (socket) => socket.send(3, { status: "online" })],
    [4004, (socket) => socket.send(2, { ...right, token: "wrong" })],
    [4004, (socket) => socket.send(6, { token: "wrong", session_id: "x", seq: 1 })],
    [4005, twice(2, 2)],
    [4010, (socket) => socket.send(2, { ...right, shard: [2, 2] })],
    [4013, (socket) => socket.send(2, { ...right, intents: 1 << 30 })],
  ];
  for (const [code, act] of cases) {
    using socket = openSocket(fixture);
    act(socket);
    assert.equal(await socket.closed, code);
  }
  using old = openSocket(fixture, "?v=6&encoding=json");
  assert.equal(await old.closed, 4012);
});

test("DISCORD-INTENT-PRIVILEGED: an intent that is off in the portal closes with 4014", async () => {
  await using fixture = await openDiscord({ seed: { portal: { messageContent: false } } });
  for (const intents of [intent.messageContent, intent.guildMembers, intent.guildPresences]) {
    using socket = openSocket(fixture);
    socket.send(2, { token: fixture.discord.token, intents, properties });
    assert.equal(await socket.closed, 4014);
  }
});

test("DISCORD-GATEWAY-SENDS: the 121st frame within a minute closes with 4008", async () => {
  const clock = manualClock();
  await using fixture = await openDiscord({ clock });
  using socket = await identified(fixture, guildMessages);
  for (let at = 0; at < 119; at++) socket.send(1, at);
  await fixture.ledger.until((entry) => entry.name === "op 1" && entry.request === 118);
  await clock.advance(60_000);
  for (let at = 0; at < 120; at++) socket.send(1, 1_000 + at);
  await fixture.ledger.until((entry) => entry.name === "op 1" && entry.request === 1_119);
  socket.send(1, "too many");
  assert.equal(await socket.closed, 4008);
});

test("DISCORD-IDENTIFY-CONCURRENCY: a second session within five seconds is answered with op 9", async () => {
  const clock = manualClock();
  await using fixture = await openDiscord({ clock });
  using _ = await identified(fixture, 0);
  using second = openSocket(fixture);
  const identify = { token: fixture.discord.token, intents: 0, properties };
  second.send(2, identify);
  assert.equal((await second.until((frame) => frame.op === 9)).d, false);
  await clock.advance(5_000);
  second.send(2, identify);
  await second.until((frame) => frame.t === "READY");
});

test("DISCORD-IDENTIFY-BUDGET: the daily starts are told, counted, and beyond them the token is reset", async () => {
  const clock = manualClock();
  await using fixture = await openDiscord({ clock });
  const { discord } = fixture;
  const told = async () => (await fixture.call("GET", "/gateway/bot")).body.session_start_limit;
  assert.deepEqual(await told(), {
    total: 1000,
    remaining: 1000,
    reset_after: 86_400_000,
    max_concurrency: 1,
  });
  using first = await identified(fixture, 0);
  assert.equal((await told()).remaining, 999);
  discord.gateway.budget.remaining = 0;
  const stale = discord.token;
  using second = openSocket(fixture);
  second.send(2, { token: stale, intents: 0, properties });
  assert.equal(await second.closed, 4004);
  assert.equal(await first.closed, 4004);
  assert.notEqual(discord.token, stale);
  await clock.advance(86_400_000);
  assert.equal((await told()).remaining, 1000);
});

test("DISCORD-GATEWAY-SHARDS: guild events go to the guild's shard, direct messages to shard 0", async () => {
  await using fixture = await openDiscord({ seed: { gateway: { identifyWindowMs: 0 } } });
  const { discord } = fixture;
  const intents = guildMessages | intent.directMessages;
  const home = Number((BigInt(discord.named.guild) >> 22n) % 2n);
  using zero = await identified(fixture, intents, { shard: [0, 2] });
  using one = await identified(fixture, intents, { shard: [1, 2] });
  const ben = discord.as(discord.named.users.ben);
  say(fixture, "guild");
  ben.say(ben.dm().id, "direct");
  await zero.until((frame) => frame.d?.content === "direct");
  const [mine, other] = home === 0 ? [zero, one] : [one, zero];
  await mine.until((frame) => frame.d?.content === "guild");
  assert.equal(
    one.frames.some((frame) => frame.d?.content === "direct"),
    false,
  );
  assert.equal(
    other.frames.some((frame) => frame.d?.content === "guild"),
    false,
  );
});

test("DISCORD-GATEWAY-VIEW: of a channel hidden from the bot it hears nothing until it may see it", async () => {
  await using fixture = await openDiscord();
  const { discord } = fixture;
  const { channels, roles, users } = discord.named;
  using socket = await identified(fixture, guildMessages | intent.guildMessageTyping);
  const maya = discord.as(users.maya);
  maya.say(channels.private, "secret");
  maya.typing(channels.private);
  discord
    .as(users.olivia)
    .setOverwrite(channels.private, { id: roles.parley, type: 0, allow: "1024", deny: "0" });
  maya.say(channels.private, "open");
  await socket.until((frame) => frame.d?.content === "open");
  assert.equal(
    socket.frames.some((frame) => frame.d?.content === "secret" || frame.t === "TYPING_START"),
    false,
  );
});

test("DISCORD-GUILD-OUTAGE: in an outage a guild is deleted as unavailable, and created again after it", async () => {
  await using fixture = await openDiscord();
  const { guild } = fixture.discord.named;
  using socket = await identified(fixture, intent.guilds);
  fixture.discord.setAvailable(guild, false);
  assert.deepEqual((await socket.until((frame) => frame.t === "GUILD_DELETE")).d, {
    id: guild,
    unavailable: true,
  });
  fixture.discord.setAvailable(guild, true);
  const last = await socket.until((frame) => frame.t === "GUILD_CREATE" && (frame.s ?? 0) > 3);
  assert.equal(last.d.unavailable, false);
});
