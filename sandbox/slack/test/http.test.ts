import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { test } from "node:test";
import { type SlackBench, slackBench } from "../../../test/support/slack-bench.ts";
import { type Endpoint, parsed, slackEndpoint } from "../../../test/support/slack-endpoint.ts";

const channel = "C0GENERAL";

async function delivering(bench: SlackBench): Promise<Endpoint> {
  const endpoint = await slackEndpoint();
  bench.defer(() => endpoint[Symbol.asyncDispose]());
  await bench.slack.deliverBy({ url: endpoint.url });
  return endpoint;
}

test("SLACK-SIGNATURE: every request is signed over time and body; a wrong clock shows in it", async () => {
  await using bench = await slackBench();
  const { slack, clock } = bench;
  const endpoint = await delivering(bench);
  slack.as("U0ADA").say(channel, "signed");
  await slack.idle();
  const [first] = endpoint.received;
  const timestamp = String(first?.headers["x-slack-request-timestamp"]);
  assert.equal(timestamp, String(Math.trunc(clock.now() / 1_000)));
  const hash = createHmac("sha256", slack.signingSecret)
    .update(`v0:${timestamp}:${first?.body}`)
    .digest("hex");
  assert.equal(first?.headers["x-slack-signature"], `v0=${hash}`);
  slack.skewMs = -301_000;
  slack.as("U0ADA").say(channel, "late");
  await slack.idle();
  const skewed = Number(endpoint.received[1]?.headers["x-slack-request-timestamp"]);
  assert.equal(skewed, Math.trunc((clock.now() - 301_000) / 1_000));
});

test("SLACK-URL-VERIFICATION: a URL is taken only once it gives the challenge back", async () => {
  await using bench = await slackBench();
  const endpoint = await delivering(bench);
  assert.equal(bench.ledger.entries.at(-1)?.name, "url_verification");
  const wrong = bench.slack.deliverBy({ url: `${bench.origin}/slack/api/api.test` });
  await assert.rejects(wrong, /challenge parameter/);
  bench.slack.as("U0ADA").say(channel, "still goes to the first");
  await bench.slack.idle();
  assert.equal(endpoint.received.length, 1);
});

test("SLACK-RETRIES: three more times, at once, after a minute, after five, with number and reason, and no more", async () => {
  await using bench = await slackBench();
  const { slack, clock } = bench;
  const endpoint = await delivering(bench);
  endpoint.reply = { status: 503 };
  slack.as("U0ADA").say(channel, "hello");
  const attempts = () =>
    endpoint.received.map((r) => [r.headers["x-slack-retry-num"], r.headers["x-slack-retry-reason"]]);
  await endpoint.until((r) => r.headers["x-slack-retry-num"] === "1");
  await slack.idle();
  await clock.advance(59_000);
  assert.equal(endpoint.received.length, 2);
  await clock.advance(1_000);
  await endpoint.until((r) => r.headers["x-slack-retry-num"] === "2");
  await slack.idle();
  await clock.advance(299_000);
  assert.equal(endpoint.received.length, 3);
  await clock.advance(1_000);
  await endpoint.until((r) => r.headers["x-slack-retry-num"] === "3");
  await slack.idle();
  await clock.advance(3_600_000);
  assert.deepEqual(attempts(), [
    [undefined, undefined],
    ["1", "http_error"],
    ["2", "http_error"],
    ["3", "http_error"],
  ]);
  const ids = new Set(endpoint.received.map((r) => parsed(r.body).event_id));
  assert.equal(ids.size, 1);
});

test("SLACK-NO-RETRY: x-slack-no-retry ends it, but only on an answer that is no 2xx", async () => {
  await using bench = await slackBench();
  const endpoint = await delivering(bench);
  endpoint.reply = { status: 500, headers: { "x-slack-no-retry": "1" } };
  bench.slack.as("U0ADA").say(channel, "once");
  await bench.slack.idle();
  assert.equal(endpoint.received.length, 1);
  endpoint.reply = { status: 500 };
  bench.slack.as("U0ADA").say(channel, "twice");
  await endpoint.until((r) => r.headers["x-slack-retry-num"] === "1");
});

test("SLACK-ACK-3S: after three seconds without an answer an event is sent again and a command has failed", async () => {
  await using bench = await slackBench();
  const { slack, clock } = bench;
  const endpoint = await delivering(bench);
  endpoint.reply = { silent: true };
  slack.as("U0ADA").say(channel, "hello");
  await endpoint.until(() => true);
  await clock.advance(2_999);
  assert.equal(endpoint.received.length, 1);
  await clock.advance(1);
  const again = await endpoint.until((r) => r.headers["x-slack-retry-num"] === "1");
  assert.equal(again.headers["x-slack-retry-reason"], "http_timeout");

  const typed = slack.as("U0ADA").slash(channel, "/model");
  await endpoint.until((r) => r.body.includes("command="));
  await clock.advance(3_000);
  assert.deepEqual(await typed, { kind: "failed", text: '/model failed with the error "operation_timeout"' });
  await slack.deliverBy("nowhere");
  assert.deepEqual(await slack.as("U0ADA").slash(channel, "/model"), {
    kind: "failed",
    text: '/model failed with the error "dispatch_failed"',
  });
});

test("SLACK-REDIRECTS: two are followed, a third is a failure of its own kind", async () => {
  await using bench = await slackBench();
  const endpoint = await delivering(bench);
  endpoint.reply = { status: 307, headers: { location: endpoint.url } };
  bench.slack.as("U0ADA").say(channel, "round and round");
  const again = await endpoint.until((r) => r.headers["x-slack-retry-num"] === "1");
  assert.equal(again.headers["x-slack-retry-reason"], "too_many_redirects");
  assert.equal(endpoint.received.filter((r) => !r.headers["x-slack-retry-num"]).length, 3);
});

test("SLACK-FORMS: commands and interactions come as forms, and the answer to a command is shown", async () => {
  await using bench = await slackBench();
  const { slack } = bench;
  const endpoint = await delivering(bench);
  const typed = async (body: string) => {
    endpoint.reply = { body };
    return slack.as("U0ADA").slash(channel, "/model", "opus please");
  };
  assert.deepEqual(await typed(""), { kind: "nothing" });
  const shown = await typed("plain words");
  assert.deepEqual(shown.kind === "shown" && [shown.to, shown.text], ["asker", "plain words"]);
  const loud = await typed(JSON.stringify({ response_type: "in_channel", text: "for all" }));
  assert.equal(loud.kind === "shown" && loud.to, "channel");
  assert.equal(slack.visibleTo("U0BOB", channel).at(-1)?.text, "for all");
  const [command] = endpoint.received;
  assert.equal(command?.headers["content-type"], "application/x-www-form-urlencoded");
  const { response_url, trigger_id, token, ...rest } = parsed(command?.body ?? "");
  assert.ok(response_url && trigger_id && token);
  assert.deepEqual(rest, {
    team_id: "T0ACME",
    team_domain: "acme",
    channel_id: channel,
    channel_name: "general",
    user_id: "U0ADA",
    user_name: "ada",
    command: "/model",
    text: "opus please",
    api_app_id: "A0PARLEY",
    is_enterprise_install: "false",
  });
  await slack.as("U0ADA").globalShortcut("help");
  const interaction = JSON.parse(String(parsed(endpoint.received.at(-1)?.body ?? "").payload));
  assert.deepEqual(
    [interaction.type, interaction.callback_id, interaction.user.id],
    ["shortcut", "help", "U0ADA"],
  );
});
