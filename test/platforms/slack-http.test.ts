import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { connect } from "node:net";
import { test } from "node:test";
import { manualClock } from "../support/manual-clock.ts";
import { type SlackPlatformBench, slackPlatformBench } from "../support/slack-platform-bench.ts";

interface Sent {
  body?: string | Buffer;
  type?: string;
  secret?: string;
  /** Seconds by which the stamp differs from now. */
  skew?: number;
  headers?: Record<string, string>;
}

/** One request as Slack would send it, but for what is changed. */
async function deliver(bench: SlackPlatformBench, sent: Sent): Promise<{ status: number; text: string }> {
  const {
    body = JSON.stringify(mention()),
    type = "application/json",
    secret = bench.slack.signingSecret,
  } = sent;
  const stamp = String(Math.trunc(bench.clock.now() / 1_000) + (sent.skew ?? 0));
  const hash = createHmac("sha256", secret).update(`v0:${stamp}:`).update(body).digest("hex");
  const answer = await fetch(bench.url, {
    method: "POST",
    headers: {
      "content-type": type,
      "x-slack-request-timestamp": stamp,
      "x-slack-signature": `v0=${hash}`,
      ...sent.headers,
    },
    body,
  });
  return { status: answer.status, text: await answer.text() };
}

const mention = (ts = "1700000000.000100") => ({
  type: "event_callback",
  team_id: "T0ACME",
  event: { type: "app_mention", channel: "C0GENERAL", user: "U0ADA", ts, text: "<@U0PARLEY> hi" },
});

test("A43 only what Slack signed is read", async () => {
  await using bench = await slackPlatformBench();
  const good = `v0=${"0".repeat(64)}`;
  const refused: Sent[] = [
    { secret: "another" },
    { headers: { "x-slack-signature": good } },
    { headers: { "x-slack-signature": good.replace("v0", "v1") } },
    { headers: { "x-slack-signature": "v0=" } },
    { headers: { "x-slack-signature": "" } },
    { headers: { "x-slack-request-timestamp": "" } },
    { headers: { "x-slack-request-timestamp": "NaN" } },
    { headers: { "x-slack-request-timestamp": "1e9" } },
  ];
  for (const sent of refused) assert.equal((await deliver(bench, sent)).status, 401, JSON.stringify(sent));
  assert.equal((await fetch(bench.url, { method: "POST", body: "{}" })).status, 401, "no headers");
  assert.equal((await fetch(bench.url)).status, 405);
  assert.equal(bench.heard.length, 0);
  assert.equal((await deliver(bench, {})).status, 200);
  assert.equal(bench.heard.length, 1);
});

test("A44 a stamp more than five minutes away is refused, either way; a replay within is the same event", async () => {
  await using bench = await slackPlatformBench();
  for (const skew of [-310, 310, 315_360_000]) {
    assert.equal((await deliver(bench, { skew })).status, 401, String(skew));
  }
  for (const skew of [-290, 290, 0, 0]) {
    assert.equal((await deliver(bench, { skew })).status, 200, String(skew));
  }
  assert.equal(new Set(bench.heard.map((event) => event.kind === "message" && event.id)).size, 1);
});

test("A45 a certificate check is answered, and nothing that hides in it is looked at", async () => {
  await using bench = await slackPlatformBench();
  const type = "application/x-www-form-urlencoded";
  const payload = encodeURIComponent(JSON.stringify({ type: "block_actions" }));
  const body = `ssl_check=1&command=%2Fparley&text=help&user_id=U0ADA&channel_id=C0GENERAL&payload=${payload}`;
  const bare = await fetch(bench.url, { method: "POST", headers: { "content-type": type }, body });
  assert.deepEqual([bare.status, await bare.text()], [200, ""]);
  assert.deepEqual(await deliver(bench, { body, type }), { status: 200, text: "" });
  assert.equal(
    (await fetch(bench.url, { method: "POST", headers: { "content-type": type }, body: "a=b" })).status,
    401,
  );
  assert.equal(bench.heard.length, 0);
});

test("A46 signed bodies that are no objects are refused, and the process lives", async () => {
  await using bench = await slackPlatformBench();
  const bodies = ["null", "[]", "1", '"x"', "", "{", `${"[".repeat(100_000)}${"]".repeat(100_000)}`];
  for (const body of bodies) {
    assert.equal((await deliver(bench, { body })).status, 400, body.slice(0, 10));
  }
  assert.equal((await deliver(bench, { body: Buffer.from([0x7b, 0xff, 0x7d]) })).status, 400);
  const form = { type: "application/x-www-form-urlencoded", body: "payload=null" };
  assert.equal((await deliver(bench, form)).status, 400);
  const deep = `{"type":"event_callback","event":${'{"a":'.repeat(20_000)}1${"}".repeat(20_000)}}`;
  assert.equal((await deliver(bench, { body: deep })).status, 200);
  const odd = [
    { type: "event_callback", event: null },
    { type: "event_callback", event: { item: 3 } },
    { command: 5 },
    {},
  ];
  for (const body of odd) await deliver(bench, { body: JSON.stringify(body) });
  assert.equal((await deliver(bench, {})).status, 200);
  assert.equal(bench.heard.length, 1);
});

test("A47 a body that is too large or does not come is given up, while others are served", async () => {
  const clock = manualClock(Date.now());
  await using bench = await slackPlatformBench({ clock });
  const large = await deliver(bench, { body: Buffer.alloc(2 * 1024 * 1024, 32) });
  assert.equal(large.status, 413);
  const { port } = new URL(bench.url);
  const stamp = Math.trunc(bench.clock.now() / 1_000);
  const head = `POST /slack/events HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\nx-slack-request-timestamp: ${stamp}\r\nx-slack-signature: v0=${"0".repeat(64)}\r\n`;
  const talk = (rest: string) => {
    const socket = connect(Number(port), "127.0.0.1");
    const reply = new Promise<string>((resolve) => {
      let said = "";
      socket.on("data", (data) => {
        said += data;
      });
      socket.on("close", () => resolve(said));
      socket.on("error", () => resolve(said));
    });
    socket.write(head + rest);
    return { socket, reply };
  };
  const endless = talk("transfer-encoding: chunked\r\n\r\n");
  const chunk = `10000\r\n${"x".repeat(0x10000)}\r\n`;
  for (let sent = 0; sent < 20; sent++) endless.socket.write(chunk);
  assert.match(await endless.reply, /^HTTP\/1.1 413/);
  const slow = talk("content-length: 100\r\n\r\n{");
  assert.equal((await deliver(bench, {})).status, 200, "others are served");
  await clock.advance(10_001);
  assert.match(await slow.reply, /^HTTP\/1.1 408/);
});

test("SLACK-URL the address is verified before anything is connected", async () => {
  await using bench = await slackPlatformBench();
  const body = JSON.stringify({
    type: "url_verification",
    challenge: "3eZbrw1aBm2rZgRNFdxV2595E9CY3gmdALWMmHkvFXO7tYXAYM8P",
  });
  assert.deepEqual(await deliver(bench, { body }), { status: 200, text: JSON.parse(body).challenge });
  assert.equal((await deliver(bench, { body, secret: "x" })).status, 401);
});

test("SLACK-PAUSE once paused, Slack is asked to send again", async () => {
  await using bench = await slackPlatformBench();
  await bench.platform.pause();
  assert.equal((await deliver(bench, {})).status, 503);
  assert.equal(bench.heard.length, 0);
});
