import assert from "node:assert/strict";
import { once } from "node:events";
import { test } from "node:test";
import { SocketModeClient } from "@slack/socket-mode";
import { slackBench } from "../../../test/support/slack-bench.ts";
import { connect, type Frame, rawSocket } from "../../../test/support/slack-raw-socket.ts";

const channel = "C0GENERAL";
const isEvent = (frame: Frame) => frame.type === "events_api";

test("SLACK-SOCKET-HELLO: a connection is greeted with app, count and lifetime", async () => {
  await using bench = await slackBench();
  await (await rawSocket(bench)).until((f) => f.type === "hello");
  const second = await rawSocket(bench);
  const hello = await second.until((f) => f.type === "hello");
  const { approximate_connection_time, host } = hello.debug_info as Record<string, unknown>;
  assert.deepEqual(
    [hello.num_connections, hello.connection_info, approximate_connection_time],
    [2, { app_id: "A0PARLEY" }, 18_060],
  );
  assert.match(String(host), /^applink-/);
});

test("SLACK-SOCKET-TICKET: a connection URL is good for one connection and half a minute", async () => {
  await using bench = await slackBench();
  const { url } = await bench.call("apps.connections.open", {}, bench.slack.appToken);
  await connect(bench, String(url)).until((f) => f.type === "hello");
  await connect(bench, String(url)).closed;
  const late = await bench.call("apps.connections.open", {}, bench.slack.appToken);
  await bench.clock.advance(31_000);
  await connect(bench, String(late.url)).closed;
  assert.equal(bench.slack.socketMode.connections.length, 1);
});

test("SLACK-SOCKET-ONE: of several connections one gets each event, and its acknowledgement ends it", async () => {
  await using bench = await slackBench();
  const { slack } = bench;
  const sockets = [await rawSocket(bench), await rawSocket(bench)];
  for (const socket of sockets) await socket.until((f) => f.type === "hello");
  for (let i = 0; i < 6; i++) slack.as("U0ADA").say(channel, `line ${i}`);
  for (const socket of sockets) {
    const frame = await socket.until(isEvent);
    assert.deepEqual(
      [frame.accepts_response_payload, frame.retry_attempt, frame.retry_reason],
      [false, 0, ""],
    );
  }
  const acked = new Set<unknown>();
  while (acked.size < 6) {
    for (const socket of sockets) {
      for (const frame of socket.frames.filter(isEvent)) {
        if (acked.has(frame.envelope_id)) continue;
        acked.add(frame.envelope_id);
        socket.ack(frame);
      }
    }
    await new Promise((resolve) => setImmediate(resolve));
  }
  await slack.idle();
  const counts = sockets.map((s) => s.frames.filter(isEvent).length);
  assert.deepEqual(counts, [3, 3]);
});

test("SLACK-SOCKET-REDELIVERY: not acknowledged within three seconds, an event comes again, elsewhere if it must", async () => {
  await using bench = await slackBench();
  const { slack, clock } = bench;
  const first = await rawSocket(bench);
  await first.until((f) => f.type === "hello");
  slack.as("U0ADA").say(channel, "hello");
  const sent = await first.until(isEvent);
  await clock.advance(3_000);
  const again = await first.until((f) => f.retry_attempt === 1);
  assert.equal(again.retry_reason, "timeout");
  assert.equal(again.payload?.event_id, sent.payload?.event_id);
  assert.notEqual(again.envelope_id, sent.envelope_id);
  const [connection] = slack.socketMode.connections;
  first.ws.terminate();
  await connection?.left;
  const second = await rawSocket(bench);
  await second.until((f) => f.type === "hello");
  await clock.advance(60_000);
  const third = await second.until((f) => f.retry_attempt === 2);
  assert.equal(third.payload?.event_id, sent.payload?.event_id);
  second.ack(third);
  await slack.idle();
  await clock.advance(600_000);
  assert.equal(second.frames.filter(isEvent).length, 1);
});

test("SLACK-SOCKET-REFRESH: a warning ten seconds before, then refresh_requested, then the end; sooner when debugging", async () => {
  await using bench = await slackBench();
  const { clock } = bench;
  const socket = await rawSocket(bench, "&debug_reconnects=true");
  const hello = await socket.until((f) => f.type === "hello");
  assert.equal((hello.debug_info as Record<string, unknown>).approximate_connection_time, 360);
  await clock.advance(350_000);
  await socket.until((f) => f.type === "disconnect" && f.reason === "warning");
  assert.equal(
    socket.frames.some((f) => f.reason === "refresh_requested"),
    false,
  );
  await clock.advance(10_000);
  await socket.until((f) => f.reason === "refresh_requested");
  assert.equal(bench.slack.socketMode.connections[0]?.open, false);
  await clock.advance(1_000);
  await socket.closed;
});

test("SLACK-SOCKET-TOO-MANY: an eleventh connection is told too_many_websockets and ends", async () => {
  await using bench = await slackBench();
  for (let i = 0; i < 10; i++) await (await rawSocket(bench)).until((f) => f.type === "hello");
  const eleventh = await rawSocket(bench);
  const frame = await eleventh.until(() => true);
  assert.deepEqual([frame.type, frame.reason], ["disconnect", "too_many_websockets"]);
  await bench.clock.advance(1_000);
  await eleventh.closed;
  assert.equal(bench.slack.socketMode.connections.length, 10);
});

test("SLACK-SOCKET-DISABLED: turned off, connections are told link_disabled; new ones open with a warning and get nothing", async () => {
  await using bench = await slackBench();
  const { slack } = bench;
  const socket = await rawSocket(bench);
  await socket.until((f) => f.type === "hello");
  slack.socketMode.disable();
  await socket.until((f) => f.reason === "link_disabled");
  const opened = await bench.call("apps.connections.open", {}, slack.appToken);
  assert.deepEqual(opened.response_metadata, { messages: ["[WARN] Socket Mode is not turned on."] });
  const silent = connect(bench, String(opened.url));
  await silent.until((f) => f.type === "hello");
  slack.as("U0ADA").say(channel, "anyone?");
  await slack.idle();
  assert.deepEqual(
    silent.frames.map((f) => f.type),
    ["hello"],
  );
});

test("SLACK-SOCKET-GOODBYE: Slack answers a close frame and leaves the TCP connection open", async () => {
  await using bench = await slackBench();
  const socket = await rawSocket(bench);
  await socket.until((f) => f.type === "hello");
  const [connection] = bench.slack.socketMode.connections;
  socket.ws.close(1000);
  await connection?.left;
  assert.equal(connection?.open, false);
  assert.equal(bench.slack.socketMode.connections.length, 1, "still there");
  connection?.drop();
  await socket.closed;
});

test("SLACK-SOCKET-PING: Slack pings every ten seconds and answers pings; half-open, it does neither and closes nothing", async () => {
  await using bench = await slackBench();
  const { clock, slack } = bench;
  const socket = await rawSocket(bench);
  await socket.until((f) => f.type === "hello");
  const ping = once(socket.ws, "ping");
  await clock.advance(10_000);
  assert.match(String((await ping)[0]), /^Ping from applink-/);
  const pong = once(socket.ws, "pong");
  socket.ws.ping("are you there");
  await pong;
  slack.socketMode.connections[0]?.freeze();
  socket.ws.on("ping", () => assert.fail("a frozen connection pinged"));
  socket.ws.on("pong", () => assert.fail("a frozen connection answered"));
  socket.ws.ping("and now?");
  slack.as("U0ADA").say(channel, "into the void");
  await clock.advance(10_000);
  assert.deepEqual([socket.ws.readyState, socket.frames.length], [socket.ws.OPEN, 1]);
});

test("SLACK-SOCKET-RESPONSES: commands may be answered in the acknowledgement, buttons may not", async () => {
  await using bench = await slackBench();
  const { slack, web } = bench;
  const socket = await rawSocket(bench);
  await socket.until((f) => f.type === "hello");
  const typed = slack.as("U0ADA").slash(channel, "/model", "opus");
  const command = await socket.until((f) => f.type === "slash_commands");
  assert.equal(command.accepts_response_payload, true);
  socket.ack(command, { text: "opus it is" });
  const shown = await typed;
  assert.equal(shown.kind === "shown" && shown.text, "opus it is");
  const element = { type: "button", action_id: "go", text: { type: "plain_text", text: "Go" } } as const;
  const blocks = [{ type: "actions", elements: [element] }];
  const posted = await web.chat.postMessage({ channel, text: "press", blocks });
  const pressed = slack.as("U0ADA").press({ channel, ts: posted.ts ?? "" }, "go");
  const interaction = await socket.until((f) => f.type === "interactive");
  assert.equal(interaction.accepts_response_payload, false);
  socket.ack(interaction, { text: "ignored" });
  assert.deepEqual(await pressed, { kind: "nothing" });
});

test("SLACK-SOCKET-DROP: the real client comes back after its connection is cut, and then hears what it missed", async () => {
  await using bench = await slackBench();
  const { slack, clock } = bench;
  const quiet = {
    debug() {},
    info() {},
    warn() {},
    error() {},
    setLevel() {},
    getLevel: () => "error",
    setName() {},
  };
  const client = new SocketModeClient({
    appToken: slack.appToken,
    clientPingTimeout: 200,
    logger: quiet as never,
    clientOptions: { slackApiUrl: `${bench.origin}/slack/api/` },
  });
  const heard: unknown[] = [];
  client.on("message", async ({ ack, event }) => {
    await ack();
    heard.push(event.text);
  });
  await client.start();
  const back = new Promise<void>((resolve) => client.once("connected", () => resolve()));
  slack.socketMode.connections[0]?.drop();
  await bench.ledger.until((e) => e.name === "apps.connections.open");
  slack.as("U0ADA").say(channel, "while you were away");
  await back;
  await clock.advance(60_000);
  await bench.ledger.until((e) => e.name === "socket ack");
  assert.deepEqual(heard, ["while you were away"]);
  const goodbye = client.disconnect();
  await slack.socketMode.connections.at(-1)?.left;
  slack.socketMode.connections.at(-1)?.drop();
  await goodbye;
});
