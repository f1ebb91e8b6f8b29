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

test("DISCORD-GATEWAY-RESUME: a lost connection is resumed, and what was missed is replayed in order", async () => {
  await using fixture = await openDiscord();
  using first = await identified(fixture, guildMessages);
  const { session_id } = (await first.until((frame) => frame.t === "READY")).d;
  say(fixture, "seen");
  const { s: seq } = await first.until((frame) => frame.t === "MESSAGE_CREATE");
  fixture.discord.gateway.drop();
  await first.closed;
  for (const content of ["missed one", "missed two"]) say(fixture, content);
  using second = openSocket(fixture);
  second.send(6, { token: fixture.discord.token, session_id, seq });
  await second.until((frame) => frame.t === "RESUMED");
  const dispatched = second.frames.filter((frame) => frame.op === 0);
  assert.deepEqual(
    dispatched.map((frame) => [frame.s, frame.t, frame.d.content]),
    [
      [(seq ?? 0) + 1, "MESSAGE_CREATE", "missed one"],
      [(seq ?? 0) + 2, "MESSAGE_CREATE", "missed two"],
      [(seq ?? 0) + 3, "RESUMED", undefined],
    ],
  );
  say(fixture, "live again");
  await second.until((frame) => frame.d?.content === "live again");
});

test("DISCORD-GATEWAY-RESUME-REFUSED: an unknown, ended or stale session gets op 9 false, an impossible seq 4007", async () => {
  const clock = manualClock();
  await using fixture = await openDiscord({ clock });
  const { token, gateway } = fixture.discord;
  const resume = async (session_id: string, seq = 1) => {
    const socket = openSocket(fixture);
    socket.send(6, { token, session_id, seq });
    return socket;
  };
  const isRefused = async (session_id: string) => {
    using socket = await resume(session_id);
    assert.equal((await socket.until((frame) => frame.op === 9)).d, false);
  };
  await isRefused("unknown");

  const fresh = async () => {
    await clock.advance(5_000);
    const socket = await identified(fixture, guildMessages);
    return { socket, id: (await socket.until((frame) => frame.t === "READY")).d.session_id as string };
  };
  const closed = await fresh();
  closed.socket.close(1000);
  await closed.socket.closed;
  await isRefused(closed.id);

  const killed = await fresh();
  gateway.killSessions();
  await killed.socket.closed;
  await isRefused(killed.id);

  const stale = await fresh();
  gateway.drop();
  await stale.socket.closed;
  await clock.advance(6 * 60_000);
  await isRefused(stale.id);

  const ahead = await fresh();
  gateway.drop();
  await ahead.socket.closed;
  using impossible = await resume(ahead.id, 1_000);
  assert.equal(await impossible.closed, 4007);
});

test("DISCORD-GATEWAY-RECONNECT: op 7, op 9 and close codes reach the client, which comes back and misses nothing", async () => {
  await using fixture = await openDiscord();
  const { gateway } = fixture.discord;
  const client = await fixture.client();
  const heard: string[] = [];
  let wake = () => {};
  client.on("messageCreate", (message) => {
    heard.push(message.content);
    wake();
  });
  const until = (content: string) =>
    new Promise<void>((resolve) => {
      wake = () => heard.includes(content) && resolve();
      wake();
    });
  const disturbances: [string, () => void][] = [
    ["op 7", () => gateway.reconnect()],
    ["op 9 true", () => gateway.invalidate(true)],
    ["close 4000", () => gateway.close(4000)],
    ["cut", () => gateway.drop()],
  ];
  let resumed = 0;
  for (const [name, disturb] of disturbances) {
    disturb();
    say(fixture, name);
    await until(name);
    const after = resumed;
    resumed = (await fixture.ledger.until((entry) => entry.name === "RESUMED" && entry.seq > after)).seq;
  }
  assert.deepEqual(
    heard,
    disturbances.map(([name]) => name),
  );
  const frames = fixture.ledger.entries.filter((entry) => entry.kind === "frame");
  assert.equal(frames.filter((entry) => entry.name === "op 2").length, 1);
  assert.equal(frames.filter((entry) => entry.name === "op 6").length, 4);
});

test("DISCORD-GATEWAY-INVALID: after op 9 false only a new session helps, and what was missed stays missed", async () => {
  await using fixture = await openDiscord({ seed: { gateway: { identifyWindowMs: 0 } } });
  using first = await identified(fixture, guildMessages);
  const { session_id } = (await first.until((frame) => frame.t === "READY")).d;
  fixture.discord.gateway.invalidate(false);
  assert.equal((await first.until((frame) => frame.op === 9)).d, false);
  say(fixture, "missed");
  using second = openSocket(fixture);
  second.send(6, { token: fixture.discord.token, session_id, seq: 1 });
  assert.equal((await second.until((frame) => frame.op === 9)).d, false);
  second.send(2, { token: fixture.discord.token, intents: guildMessages, properties });
  await second.until((frame) => frame.t === "GUILD_CREATE");
  say(fixture, "heard");
  await second.until((frame) => frame.d?.content === "heard");
  assert.equal(
    second.frames.some((frame) => frame.d?.content === "missed"),
    false,
  );
});

test("DISCORD-GATEWAY-HEARTBEAT: heartbeats are acknowledged; without them the connection is cut, to be resumed", async () => {
  const heartbeatClock = manualClock();
  await using fixture = await openDiscord({ seed: { gateway: { heartbeatClock } } });
  using socket = await identified(fixture, guildMessages);
  const { session_id } = (await socket.until((frame) => frame.t === "READY")).d;
  socket.send(1, 1);
  await socket.until((frame) => frame.op === 11);
  await heartbeatClock.advance(60_000);
  socket.send(1, 2);
  await fixture.ledger.until((entry) => entry.name === "op 1" && entry.request === 2);
  await heartbeatClock.advance(60_000);
  assert.equal(socket.frames.filter((frame) => frame.op === 11).length >= 1, true);
  await heartbeatClock.advance(2_000);
  assert.equal(await socket.closed, 4000);
  using again = openSocket(fixture);
  again.send(6, { token: fixture.discord.token, session_id, seq: 2 });
  await again.until((frame) => frame.t === "RESUMED");
});

test("DISCORD-GATEWAY-ZOMBIE: when acknowledgements fail to come, the client notices, reconnects and resumes", async () => {
  await using fixture = await openDiscord({ seed: { gateway: { heartbeatIntervalMs: 40 } } });
  await fixture.client();
  fixture.discord.gateway.dropHeartbeatAcks();
  await fixture.ledger.until((entry) => entry.kind === "frame" && entry.name === "op 6");
  fixture.discord.gateway.dropHeartbeatAcks(false);
  await fixture.ledger.until((entry) => entry.name === "RESUMED");
});

test("DISCORD-GATEWAY-FROZEN: a half-open connection stays open and says nothing; resuming elsewhere brings all", async () => {
  await using fixture = await openDiscord();
  using first = await identified(fixture, guildMessages);
  const { session_id } = (await first.until((frame) => frame.t === "READY")).d;
  await first.until((frame) => frame.t === "GUILD_CREATE");
  fixture.discord.gateway.freeze();
  first.send(1, 2);
  say(fixture, "into the void");
  using second = openSocket(fixture);
  second.send(6, { token: fixture.discord.token, session_id, seq: 2 });
  await second.until((frame) => frame.d?.content === "into the void");
  assert.deepEqual(
    first.frames.map((frame) => frame.t ?? frame.op),
    [10, "READY", "GUILD_CREATE"],
  );
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
