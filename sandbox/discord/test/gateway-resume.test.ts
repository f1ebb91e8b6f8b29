import assert from "node:assert/strict";
import { test } from "node:test";
import { type Fixture, openDiscord } from "../../../test/support/discord-sandbox.ts";
import { identified, openSocket } from "../../../test/support/gateway-socket.ts";
import { manualClock } from "../../../test/support/manual-clock.ts";
import { intent } from "../gateway/intents.ts";

const guildMessages = intent.guilds | intent.guildMessages | intent.messageContent;
const properties = { os: "linux", browser: "t", device: "t" };
const say = ({ discord }: Fixture, content: string) =>
  discord.as(discord.named.users.ben).say(discord.named.channels.general, content);

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
