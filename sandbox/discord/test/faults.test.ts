import assert from "node:assert/strict";
import { test } from "node:test";
import { type Fixture, openDiscord } from "../../../test/support/discord-sandbox.ts";
import { openSocket } from "../../../test/support/gateway-socket.ts";
import { manualClock } from "../../../test/support/manual-clock.ts";

const name = "POST /channels/:id/messages";
const say = ({ call, discord }: Fixture) =>
  call("POST", `/channels/${discord.named.channels.general}/messages`, { content: "x" });
const standing = ({ discord }: Fixture) => discord.state.messagesIn(discord.named.channels.general).length;
const struck = ({ ledger }: Fixture) => ledger.entries.filter((entry) => entry.name === name);

test("DISCORD-FAULT-STATUS: a status instead of the effect, or after it, as often as told", async () => {
  await using fixture = await openDiscord();
  fixture.faults.add({
    service: "discord",
    name,
    times: 1,
    fault: { kind: "status", status: 502, body: "bad gateway", headers: { "content-type": "text/html" } },
  });
  fixture.faults.add({
    service: "discord",
    name,
    times: 1,
    fault: { kind: "status", status: 500, when: "after" },
  });
  assert.deepEqual([(await say(fixture)).status, standing(fixture)], [502, 0]);
  assert.deepEqual([(await say(fixture)).status, standing(fixture)], [500, 1]);
  assert.deepEqual([(await say(fixture)).status, standing(fixture)], [200, 2]);
  assert.deepEqual(
    struck(fixture).map((one) => [one.status, one.struck]),
    [
      [502, true],
      [500, true],
      [200, undefined],
    ],
  );
});

test("DISCORD-FAULT-RESET: a connection cut before or after the effect; the ledger knows what took place", async () => {
  await using fixture = await openDiscord();
  for (const when of ["before", "after"] as const) {
    fixture.faults.add({ service: "discord", name, times: 1, fault: { kind: "reset", when } });
    await assert.rejects(say(fixture), TypeError);
  }
  assert.equal(standing(fixture), 1);
  assert.deepEqual(
    struck(fixture).map((one) => [
      one.status,
      (one.request as { content: string }).content,
      one.response !== undefined,
    ]),
    [
      [undefined, "x", false],
      [undefined, "x", true],
    ],
  );
});

test("DISCORD-FAULT-HANG: no answer ever, with or without the effect", async () => {
  await using fixture = await openDiscord();
  fixture.faults.add({ service: "discord", name, times: 1, fault: { kind: "hang", when: "after" } });
  const abort = new AbortController();
  const url = `${fixture.origin}/discord/api/v10/channels/${fixture.discord.named.channels.general}/messages`;
  const hanging = fetch(url, {
    method: "POST",
    headers: { authorization: `Bot ${fixture.discord.token}`, "content-type": "application/json" },
    body: JSON.stringify({ content: "x" }),
    signal: abort.signal,
  });
  await fixture.ledger.until((entry) => entry.name === name);
  assert.equal(standing(fixture), 1);
  abort.abort();
  await assert.rejects(hanging);
});

test("DISCORD-FAULT-DELAY: an answer is late by the sandbox's own clock", async () => {
  const clock = manualClock();
  await using fixture = await openDiscord({ clock });
  fixture.faults.add({
    service: "discord",
    name,
    times: 1,
    fault: { kind: "delay", ms: 60_000, when: "after" },
  });
  const late = say(fixture);
  const done = late.then(() => "answered");
  while (standing(fixture) === 0) await new Promise((resolve) => setImmediate(resolve));
  assert.equal(await Promise.race([done, clock.advance(59_000).then(() => "waiting")]), "waiting");
  await clock.advance(1_000);
  assert.equal(await done, "answered");
});

test("DISCORD-FAULT-TRUNCATE: the answer's body breaks off though the message stands", async () => {
  await using fixture = await openDiscord();
  fixture.faults.add({ service: "discord", name, times: 1, fault: { kind: "truncate", bytes: 10 } });
  await assert.rejects(say(fixture), TypeError);
  assert.equal(standing(fixture), 1);
});

test("DISCORD-FAULT-LINKS: file links can fail too, under their own name", async () => {
  await using fixture = await openDiscord();
  const form = new FormData();
  form.set("files[0]", new File(["x"], "a.txt"));
  const { body } = await fixture.call(
    "POST",
    `/channels/${fixture.discord.named.channels.general}/messages`,
    form,
  );
  fixture.faults.add({
    service: "discord",
    name: "GET /cdn",
    times: 1,
    fault: { kind: "status", status: 503 },
  });
  assert.equal((await fetch(body.attachments[0].url)).status, 503);
  assert.equal((await fetch(body.attachments[0].url)).status, 200);
  const seen = fixture.ledger.entries.filter((entry) => entry.name === "GET /cdn");
  assert.deepEqual(
    seen.map((entry) => entry.status),
    [503, 200],
  );
});

test("DISCORD-FAULT-CLOCK: a clock that jumps an hour back or on neither repeats ids nor wedges a bucket", async () => {
  let skewMs = 0;
  const base = manualClock();
  await using fixture = await openDiscord({ clock: { ...base, now: () => base.now() + skewMs } });
  const ids: bigint[] = [];
  for (const hours of [0, 1, -1, 0]) {
    skewMs = hours * 3_600_000;
    const reply = await say(fixture);
    assert.equal(reply.status, 200);
    ids.push(BigInt(reply.body.id));
  }
  assert.deepEqual(
    ids,
    [...new Set(ids)].sort((a, b) => (a < b ? -1 : 1)),
  );
});

test("DISCORD-FAULT-CONNECT: a gateway connection can be refused, cut or left hanging as it opens", async () => {
  await using fixture = await openDiscord();
  const connect = "gateway connect";
  fixture.faults.add({ service: "discord", name: connect, times: 1, fault: { kind: "status", status: 503 } });
  fixture.faults.add({
    service: "discord",
    name: connect,
    times: 1,
    fault: { kind: "reset", when: "before" },
  });
  for (const code of [1006, 1006]) {
    using socket = openSocket(fixture);
    assert.equal(await socket.closed, code);
  }
  using third = openSocket(fixture);
  await third.until((frame) => frame.op === 10);
  const seen = fixture.ledger.entries.filter((entry) => entry.name === connect);
  assert.deepEqual(
    seen.map((entry) => entry.status),
    [503, undefined, 101],
  );
});
