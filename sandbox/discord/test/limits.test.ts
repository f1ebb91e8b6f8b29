import assert from "node:assert/strict";
import { test } from "node:test";
import { type Fixture, openDiscord } from "../../../test/support/discord-sandbox.ts";
import { manualClock } from "../../../test/support/manual-clock.ts";

const start = async () => {
  const clock = manualClock();
  return { clock, fixture: await openDiscord({ clock }) };
};
const say = ({ call, discord }: Fixture, channel: "general" | "random" = "general") =>
  call("POST", `/channels/${discord.named.channels[channel]}/messages`, { content: "x" });

test("DISCORD-RATE-HEADERS: answers say limit, remaining, reset and bucket", async () => {
  const { clock, fixture } = await start();
  await using _ = fixture;
  const { headers } = await say(fixture);
  const told = (name: string) => headers.get(`x-ratelimit-${name}`);
  assert.deepEqual([told("limit"), told("remaining"), told("reset-after")], ["5", "4", "5.000"]);
  assert.equal(Number(told("reset")), clock.now() / 1000 + 5);
  assert.match(told("bucket") ?? "", /^[0-9a-f]{32}$/);
  await clock.advance(1_500);
  const later = await say(fixture);
  assert.deepEqual(
    [later.headers.get("x-ratelimit-remaining"), later.headers.get("x-ratelimit-reset-after")],
    ["3", "3.500"],
  );
});

test("DISCORD-RATE-BUCKET: the sixth message within five seconds is 429 with the time to wait, and has no effect", async () => {
  const { clock, fixture } = await start();
  await using _ = fixture;
  for (let at = 0; at < 5; at++) assert.equal((await say(fixture)).status, 200);
  await clock.advance(1_000);
  const refused = await say(fixture);
  assert.deepEqual(
    [refused.status, refused.body],
    [429, { message: "You are being rate limited.", retry_after: 4, global: false }],
  );
  assert.deepEqual(
    ["retry-after", "x-ratelimit-scope", "x-ratelimit-remaining"].map((name) => refused.headers.get(name)),
    ["4", "user", "0"],
  );
  assert.equal(fixture.discord.state.messagesIn(fixture.discord.named.channels.general).length, 5);
  await clock.advance(4_000);
  assert.equal((await say(fixture)).status, 200);
});

test("DISCORD-RATE-MAJOR: each channel has its own count under the same bucket name", async () => {
  const { fixture } = await start();
  await using _ = fixture;
  for (let at = 0; at < 5; at++) await say(fixture);
  const other = await say(fixture, "random");
  assert.deepEqual([other.status, other.headers.get("x-ratelimit-remaining")], [200, "4"]);
  assert.equal(
    other.headers.get("x-ratelimit-bucket"),
    (await say(fixture)).headers.get("x-ratelimit-bucket"),
  );
});

test("DISCORD-RATE-EDITS: creating and editing share a bucket name but not a count", async () => {
  const { fixture } = await start();
  await using _ = fixture;
  const made = await say(fixture);
  const edited = await fixture.call("PATCH", `/channels/${made.body.channel_id}/messages/${made.body.id}`, {
    content: "y",
  });
  const bucket = (reply: { headers: Headers }) => reply.headers.get("x-ratelimit-bucket");
  assert.equal(bucket(edited), bucket(made));
  assert.equal(edited.headers.get("x-ratelimit-remaining"), "4");
});

test("DISCORD-RATE-GLOBAL: beyond 50 requests in a second all routes are refused, with global true", async () => {
  const { clock, fixture } = await start();
  await using _ = fixture;
  for (let at = 0; at < 50; at++) assert.equal((await fixture.call("GET", "/users/@me")).status, 200);
  const refused = await say(fixture);
  assert.deepEqual([refused.status, refused.body.global, refused.body.retry_after], [429, true, 1]);
  assert.deepEqual(
    ["x-ratelimit-global", "x-ratelimit-scope", "retry-after"].map((name) => refused.headers.get(name)),
    ["true", "global", "1"],
  );
  await clock.advance(1_000);
  assert.equal((await say(fixture)).status, 200);
});

test("DISCORD-RATE-INTERACTIONS: answers to interactions do not count for the global limit", async () => {
  const { fixture } = await start();
  await using _ = fixture;
  for (let at = 0; at < 51; at++) await fixture.call("GET", "/users/@me");
  const callback = await fixture.call("POST", "/interactions/1/token/callback", {
    type: 4,
    data: { content: "x" },
  });
  assert.deepEqual([callback.status, callback.body.code], [404, 10062]);
});

test("DISCORD-RATE-INVALID: 10,000 answers of 401, 403 or 429 in ten minutes shut the address out, in HTML", async () => {
  const { clock, fixture } = await start();
  await using _ = fixture;
  for (let at = 0; at < 9_999; at++) fixture.discord.limits.answered(at % 2 ? 403 : 429);
  const last = await fixture.call("GET", "/users/@me", undefined, { authorization: "Bot wrong" });
  assert.equal(last.status, 401);
  const out = await fixture.call("GET", "/users/@me");
  assert.deepEqual([out.status, out.headers.get("retry-after"), out.headers.get("via")], [429, "600", null]);
  assert.match(out.body, /^<!doctype html>.*1015/);
  await clock.advance(600_000);
  assert.equal((await fixture.call("GET", "/users/@me")).status, 200);
});

test("DISCORD-RATE-RENAME: a channel or thread changes its name twice in ten minutes", async () => {
  const { clock, fixture } = await start();
  await using _ = fixture;
  const made = await fixture.call("POST", `/channels/${fixture.discord.named.channels.general}/threads`, {
    name: "a",
    type: 11,
  });
  const rename = (name: string) => fixture.call("PATCH", `/channels/${made.body.id}`, { name });
  assert.deepEqual([(await rename("b")).status, (await rename("c")).status], [200, 200]);
  const refused = await rename("d");
  assert.deepEqual([refused.status, refused.body.retry_after], [429, 600]);
  await clock.advance(600_000);
  assert.equal((await rename("d")).status, 200);
});

test("DISCORD-RATE-REACTIONS: one reaction in a quarter of a second", async () => {
  const { clock, fixture } = await start();
  await using _ = fixture;
  const { body } = await say(fixture);
  const react = (emoji: string) =>
    fixture.call(
      "PUT",
      `/channels/${body.channel_id}/messages/${body.id}/reactions/${encodeURIComponent(emoji)}/@me`,
    );
  assert.equal((await react("👀")).status, 204);
  const refused = await react("✅");
  assert.deepEqual([refused.status, refused.body.retry_after], [429, 0.25]);
  await clock.advance(250);
  assert.equal((await react("✅")).status, 204);
});

test("DISCORD-RATE-CLIENT: the real client waits as it is told and sends everything, in order", async () => {
  await using fixture = await openDiscord();
  const { discord } = fixture;
  const client = await fixture.client();
  const channel = await client.channels.fetch(discord.named.channels.general);
  assert.ok(channel?.isSendable());
  await Promise.all(Array.from({ length: 6 }, (_, at) => channel.send(String(at))));
  const standing = discord.state.messagesIn(discord.named.channels.general);
  assert.deepEqual(
    standing.map((one) => one.content),
    ["0", "1", "2", "3", "4", "5"],
  );
  const posts = fixture.ledger.entries.filter((one) => one.name === "POST /channels/:id/messages");
  assert.deepEqual(
    posts.map((one) => one.status),
    [200, 200, 200, 200, 200, 200],
  );
});
