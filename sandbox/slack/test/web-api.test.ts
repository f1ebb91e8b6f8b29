import assert from "node:assert/strict";
import { test } from "node:test";
import { slackBench } from "../../../test/support/slack-bench.ts";
import { refused } from "../../../test/support/slack-refusal.ts";
import { DEFAULT_MANIFEST } from "../manifest/default.ts";
import { createMethods } from "../web/methods.ts";
import { PER_MINUTE, TIERS } from "../web/tiers.ts";

test("SLACK-AUTH: tokens that are missing, unknown, revoked or of the wrong kind", async () => {
  await using bench = await slackBench();
  const { slack, call } = bench;
  assert.equal((await call("auth.test", {}, "")).error, "not_authed");
  assert.equal((await call("auth.test", {}, "xoxb-nobody")).error, "invalid_auth");
  assert.equal((await call("auth.test", {}, slack.appToken)).error, "not_allowed_token_type");
  assert.equal((await call("apps.connections.open", {}, slack.botToken)).error, "not_allowed_token_type");
  assert.equal((await call("auth.test")).user_id, "U0PARLEY");
  slack.revokeTokens();
  assert.equal((await call("auth.test")).error, "token_revoked");
  slack.uninstall();
  assert.equal((await call("apps.connections.open", {}, slack.appToken)).error, "account_inactive");
});

test("SLACK-SCOPES: a missing scope is named, with what was granted", async () => {
  await using bench = await slackBench({
    manifest: {
      ...DEFAULT_MANIFEST,
      features: { bot_user: { display_name: "parley" } },
      oauth_config: { scopes: { bot: ["chat:write", "channels:history"] } },
    },
  });
  const answer = await refused(
    bench.web.reactions.add({ channel: "C0GENERAL", timestamp: "1.1", name: "eyes" }),
    "missing_scope",
  );
  assert.deepEqual([answer.needed, answer.provided], ["reactions:write", "chat:write,channels:history"]);
  await bench.web.conversations.history({ channel: "C0GENERAL" });
  const secret = await refused(bench.web.conversations.history({ channel: "C0SECRET" }), "missing_scope");
  assert.equal(secret.needed, "groups:history");
});

test("SLACK-BODIES: forms and JSON alike, with their warnings; read methods do not take JSON", async () => {
  await using bench = await slackBench();
  const url = `${bench.origin}/slack/api/`;
  const send = async (method: string, type: string, body: string) => {
    const headers = {
      authorization: `Bearer ${bench.slack.botToken}`,
      ...(type ? { "content-type": type } : {}),
    };
    const reply = await fetch(url + method, { method: "POST", headers, body });
    return (await reply.json()) as Record<string, unknown>;
  };
  const form = new URLSearchParams({ channel: "C0GENERAL", text: "as a form" }).toString();
  const json = JSON.stringify({ channel: "C0GENERAL", text: "as JSON" });
  assert.equal(
    (await send("chat.postMessage", "application/x-www-form-urlencoded", form)).warning,
    undefined,
  );
  const superfluous = "application/x-www-form-urlencoded; charset=utf-8";
  assert.equal((await send("chat.postMessage", superfluous, form)).warning, "superfluous_charset");
  const bare = await send("chat.postMessage", "application/json", json);
  assert.deepEqual([bare.ok, bare.warning], [true, "missing_charset"]);
  assert.deepEqual(bare.response_metadata, { warnings: ["missing_charset"] });
  assert.equal(
    (await send("chat.postMessage", "application/json; charset=utf-8", "{")).error,
    "invalid_json",
  );
  assert.equal(
    (await send("chat.postMessage", "application/json; charset=utf-8", "[]")).error,
    "json_not_object",
  );
  assert.equal((await send("chat.postMessage", "text/plain", "hello")).error, "invalid_post_type");
  const read = JSON.stringify({ channel: "C0GENERAL" });
  const unread = await send("conversations.history", "application/json; charset=utf-8", read);
  assert.equal(unread.error, "invalid_arguments");
  const texts = [...(bench.slack.state.messages.get("C0GENERAL")?.values() ?? [])].map((m) => m.text);
  assert.deepEqual(texts, ["as a form", "as a form", "as JSON"]);
});

test("SLACK-ARGUMENTS: what is missing or wrong is said, and unknown methods are", async () => {
  await using bench = await slackBench();
  const missing = await bench.call("chat.update", { ts: "1.1", text: "x" });
  assert.deepEqual(missing.response_metadata, { messages: ["[ERROR] missing required field: channel"] });
  const wrong = await bench.call("chat.postMessage", { channel: ["C0GENERAL"], text: "x" });
  assert.deepEqual(wrong.response_metadata, {
    messages: ["[ERROR] must be a string [json-pointer:/channel]"],
  });
  const unknown = await bench.call("chat.shout");
  assert.deepEqual([unknown.error, unknown.req_method], ["unknown_method", "chat.shout"]);
  assert.equal((await bench.call("constructor")).error, "unknown_method");
});

test("SLACK-TIERS: each method has its limit a minute and answers 429 with Retry-After beyond it", async () => {
  await using bench = await slackBench();
  const methods = createMethods(bench.slack.socketMode);
  assert.deepEqual(
    [...methods.keys()].filter((name) => name !== "api.test").toSorted(),
    Object.keys(TIERS)
      .filter((name) => name !== "api.test")
      .toSorted(),
  );
  const posted = await bench.web.chat.postMessage({ channel: "C0GENERAL", text: "x" });
  const update = () => bench.call("chat.update", { channel: "C0GENERAL", ts: posted.ts, text: "y" });
  for (let i = 0; i < PER_MINUTE.Tier3; i++) {
    assert.equal((await update()).ok, true);
    if (i === 0) await bench.clock.advance(10_000);
  }
  const limited = await update();
  assert.deepEqual([limited.httpStatus, limited.error, limited.retryAfter], [429, "ratelimited", "50"]);
  assert.equal(
    (await bench.call("chat.getPermalink", { channel: "C0GENERAL", message_ts: posted.ts })).ok,
    true,
  );
  await bench.clock.advance(49_000);
  assert.equal((await update()).httpStatus, 429);
  await bench.clock.advance(1_000);
  assert.equal((await update()).ok, true);
});

test("SLACK-POST-RATE: about one message a second and channel, with a short burst", async () => {
  await using bench = await slackBench();
  const post = (channel: string) => bench.call("chat.postMessage", { channel, text: "x" });
  for (let i = 0; i < 5; i++) assert.equal((await post("C0GENERAL")).ok, true);
  const limited = await post("C0GENERAL");
  assert.deepEqual([limited.httpStatus, limited.retryAfter], [429, "1"]);
  assert.equal((await post("C0RANDOM")).ok, true);
  await bench.clock.advance(1_000);
  assert.equal((await post("C0GENERAL")).ok, true);
  assert.equal((await post("C0GENERAL")).httpStatus, 429);
  assert.equal(bench.slack.state.messages.get("C0GENERAL")?.size, 6);
});

test("SLACK-HISTORY-UNLISTED: one read a minute of fifteen objects for apps sold outside the Marketplace", async () => {
  await using bench = await slackBench({ distribution: "unlisted" });
  for (let i = 0; i < 20; i++) bench.slack.as("U0ADA").say("C0GENERAL", `line ${i}`);
  const read = () => bench.web.conversations.history({ channel: "C0GENERAL" });
  assert.equal((await read()).messages?.length, 15);
  await assert.rejects(read(), /rate/i);
  await bench.clock.advance(60_000);
  assert.equal((await read()).messages?.length, 15);
  await bench.clock.advance(60_000);
  await refused(bench.web.conversations.history({ channel: "C0GENERAL", limit: 16 }), "invalid_limit");
});

test("SLACK-PAGES: cursors walk history and replies; a made-up one is refused", async () => {
  await using bench = await slackBench();
  const ada = bench.slack.as("U0ADA");
  const root = ada.say("C0GENERAL", "root");
  for (let i = 0; i < 4; i++) ada.say("C0GENERAL", { text: `reply ${i}`, thread_ts: root.ts });
  const seen: unknown[] = [];
  for (let cursor: string | undefined = ""; cursor !== undefined; ) {
    const page = await bench.web.conversations.replies({
      channel: "C0GENERAL",
      ts: root.ts,
      limit: 2,
      ...(cursor ? { cursor } : {}),
    });
    seen.push(...(page.messages ?? []).map((m) => m.text));
    cursor = page.response_metadata?.next_cursor || undefined;
    assert.equal(page.has_more, cursor !== undefined);
  }
  assert.deepEqual(seen, ["root", "reply 0", "reply 1", "reply 2", "reply 3"]);
  const history = await bench.web.conversations.history({ channel: "C0GENERAL" });
  assert.deepEqual(
    history.messages?.map((m) => [m.text, m.reply_count]),
    [["root", 4]],
  );
  await refused(
    bench.web.conversations.history({ channel: "C0GENERAL", cursor: "bm90IG9uZQ==" }),
    "invalid_cursor",
  );
  await refused(
    bench.web.conversations.replies({ channel: "C0GENERAL", ts: "1.000001" }),
    "thread_not_found",
  );
});
