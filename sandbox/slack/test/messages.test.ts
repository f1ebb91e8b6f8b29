import assert from "node:assert/strict";
import { test } from "node:test";
import { slackBench } from "../../../test/support/slack-bench.ts";
import { refused } from "../../../test/support/slack-refusal.ts";
import { DEFAULT_MANIFEST } from "../manifest/default.ts";

test("SLACK-POST-PLACE: only where the app is; what it cannot see does not exist", async () => {
  await using bench = await slackBench();
  const { web, slack } = bench;
  const post = (channel: string) => web.chat.postMessage({ channel, text: "hello" });
  await refused(post("C0QUIET"), "not_in_channel");
  await refused(post("C0BOARD"), "channel_not_found");
  await refused(post("D0PEOPLE"), "channel_not_found");
  await refused(post("C0NOWHERE"), "channel_not_found");
  assert.equal((await post("#general")).channel, "C0GENERAL");
  assert.equal((await post("U0ADA")).channel, "D0ADA");
  assert.equal(slack.visibleTo("U0ADA", "D0ADA").at(-1)?.text, "hello");
  await web.conversations.archive({ channel: "C0RANDOM" });
  await refused(post("C0RANDOM"), "is_archived");
});

test("SLACK-TEXT-LIMITS: text is cut at 40,000, edits end at 4,000, markdown_text at 12,000", async () => {
  await using bench = await slackBench();
  const { web, slack } = bench;
  const channel = "C0GENERAL";
  await refused(web.chat.postMessage({ channel, text: " " }), "no_text");
  const long = await web.chat.postMessage({ channel, text: "x".repeat(40_100) });
  const ts = long.ts ?? "";
  assert.equal(slack.state.messages.get(channel)?.get(ts)?.text.length, 40_000);
  await refused(web.chat.update({ channel, ts, text: "x".repeat(4_001) }), "msg_too_long");
  await web.chat.update({ channel, ts, text: "x".repeat(4_000) });
  await refused(web.chat.postMessage({ channel, markdown_text: "x".repeat(12_001) }), "msg_too_long");
  const both = { channel, markdown_text: "a", text: "b" };
  assert.equal((await bench.call("chat.postMessage", both)).error, "markdown_text_conflict");
});

test("SLACK-ESCAPES: stray signs are escaped, links put in brackets, code left alone", async () => {
  await using bench = await slackBench();
  const { web } = bench;
  const text = "a & b < c <@U0ADA> https://x.example/a?b=1 `https://in.code`";
  const posted = await web.chat.postMessage({ channel: "C0GENERAL", text });
  assert.equal(posted.message?.text, "a &amp; b &lt; c <@U0ADA> <https://x.example/a?b=1> `https://in.code`");
});

test("SLACK-THREADS-FLAT: a reply is no root, and a thread that is gone takes no reply", async () => {
  await using bench = await slackBench();
  const { web, slack } = bench;
  const channel = "C0GENERAL";
  const root = slack.as("U0ADA").say(channel, "root");
  const reply = await web.chat.postMessage({ channel, thread_ts: root.ts, text: "reply" });
  await refused(
    web.chat.postMessage({ channel, thread_ts: reply.ts ?? "", text: "nested" }),
    "cannot_reply_to_message",
  );
  await refused(web.chat.postMessage({ channel, thread_ts: "1.000001", text: "lost" }), "thread_not_found");
  const stream = {
    channel,
    thread_ts: reply.ts ?? "",
    recipient_team_id: "T0ACME",
    recipient_user_id: "U0ADA",
  };
  await refused(web.chat.startStream(stream), "invalid_thread_ts");
});

test("SLACK-UPDATE: own messages only; text without blocks drops them and shows as edited", async () => {
  await using bench = await slackBench();
  const { web, slack } = bench;
  const channel = "C0GENERAL";
  const theirs = slack.as("U0ADA").say(channel, "mine");
  await refused(web.chat.update({ channel, ts: theirs.ts, text: "yours" }), "cant_update_message");
  await refused(web.chat.update({ channel, ts: "1.000001", text: "gone" }), "message_not_found");
  const blocks = [{ type: "divider" }];
  const { ts = "" } = await web.chat.postMessage({ channel, text: "x", blocks });
  const stored = slack.state.messages.get(channel)?.get(ts);
  await web.chat.update({ channel, ts, text: "y", blocks });
  assert.deepEqual([stored?.blocks?.length, stored?.edited], [1, undefined]);
  await web.chat.update({ channel, ts, text: "z" });
  assert.deepEqual([stored?.blocks, stored?.edited?.user], [undefined, "U0PARLEY"]);
});

test("SLACK-DELETE: own messages only; a root with replies stays as a tombstone", async () => {
  await using bench = await slackBench();
  const { web, slack } = bench;
  const channel = "C0GENERAL";
  const theirs = slack.as("U0ADA").say(channel, "mine");
  await refused(web.chat.delete({ channel, ts: theirs.ts }), "cant_delete_message");
  const root = await web.chat.postMessage({ channel, text: "root" });
  const reply = await web.chat.postMessage({ channel, thread_ts: root.ts ?? "", text: "reply" });
  await web.chat.delete({ channel, ts: root.ts ?? "" });
  const thread = await web.conversations.replies({ channel, ts: reply.ts ?? "" });
  assert.deepEqual(
    thread.messages?.map((m) => [(m as { subtype?: string }).subtype, m.user]),
    [
      ["tombstone", "USLACKBOT"],
      [undefined, "U0PARLEY"],
    ],
  );
  await web.chat.delete({ channel, ts: reply.ts ?? "" });
  await refused(web.chat.delete({ channel, ts: reply.ts ?? "" }), "message_not_found");
});

test("SLACK-EPHEMERAL: one person sees it, nothing reads it back, and not in a thread without replies", async () => {
  await using bench = await slackBench();
  const { web, slack } = bench;
  const channel = "C0GENERAL";
  const text = "only you";
  await refused(web.chat.postEphemeral({ channel, user: "U0EVE", text }), "user_not_in_channel");
  const { message_ts = "" } = await web.chat.postEphemeral({ channel, user: "U0ADA", text });
  assert.equal(slack.visibleTo("U0ADA", channel).at(-1)?.text, text);
  assert.deepEqual(slack.visibleTo("U0BOB", channel), []);
  assert.deepEqual((await web.conversations.history({ channel })).messages, []);
  await refused(web.chat.update({ channel, ts: message_ts, text: "changed" }), "message_not_found");
  await refused(web.chat.delete({ channel, ts: message_ts }), "message_not_found");

  const root = slack.as("U0ADA").say(channel, "root");
  await web.chat.postEphemeral({ channel, user: "U0ADA", text, thread_ts: root.ts });
  assert.equal(slack.visibleTo("U0ADA", channel, root.ts).length, 1);
  await web.chat.postMessage({ channel, text: "reply", thread_ts: root.ts });
  assert.equal(slack.visibleTo("U0ADA", channel, root.ts).length, 3);
});

test("SLACK-METADATA: checked, kept, and shown only when asked for", async () => {
  await using bench = await slackBench();
  const { web, call } = bench;
  const channel = "C0GENERAL";
  const wrong = (metadata: unknown) => call("chat.postMessage", { channel, text: "x", metadata });
  assert.equal((await wrong("{")).error, "invalid_metadata_format");
  assert.equal((await wrong({ event_type: "parley" })).error, "invalid_metadata_schema");
  const big = { event_type: "parley", event_payload: { key: "x".repeat(9_000) } };
  assert.equal((await wrong(big)).error, "metadata_too_large");
  const metadata = { event_type: "parley", event_payload: { key: "k1" } };
  const posted = await web.chat.postMessage({ channel, text: "x", metadata });
  await web.chat.update({ channel, ts: posted.ts ?? "", text: "y" });
  const read = (all: boolean) => web.conversations.history({ channel, include_all_metadata: all });
  assert.equal((await read(false)).messages?.[0]?.metadata, undefined);
  assert.deepEqual((await read(true)).messages?.[0]?.metadata, metadata);
});

test("SLACK-AUTHORSHIP: another name needs chat:write.customize and makes a bot_message without user", async () => {
  await using bench = await slackBench();
  const { web, slack } = bench;
  const named = { channel: "C0GENERAL", text: "x", username: "Deputy" };
  const refusal = await refused(web.chat.postMessage(named), "missing_scope");
  assert.equal(refusal.needed, "chat:write.customize");
  const scopes = { bot: [...(DEFAULT_MANIFEST.oauth_config?.scopes?.bot ?? []), "chat:write.customize"] };
  slack.install({ ...DEFAULT_MANIFEST, oauth_config: { scopes } });
  const posted = await web.chat.postMessage(named);
  const { subtype, user, username, bot_id } = posted.message as Record<string, unknown>;
  assert.deepEqual([subtype, user, username, bot_id], ["bot_message", undefined, "Deputy", "B0PARLEY"]);
});

test("SLACK-PERMALINK: names channel and message, and the thread of a reply", async () => {
  await using bench = await slackBench();
  const { web, slack } = bench;
  const channel = "C0GENERAL";
  const root = slack.as("U0ADA").say(channel, "root");
  const reply = slack.as("U0BOB").say(channel, { text: "reply", thread_ts: root.ts });
  const link = await web.chat.getPermalink({ channel, message_ts: reply.ts });
  const p = reply.ts.replace(".", "");
  assert.equal(
    link.permalink,
    `https://acme.slack.com/archives/${channel}/p${p}?thread_ts=${root.ts}&cid=${channel}`,
  );
  await refused(web.chat.getPermalink({ channel, message_ts: "1.000001" }), "message_not_found");
});

test("SLACK-REACTIONS: each emoji once a person, on messages that exist", async () => {
  await using bench = await slackBench();
  const { web, slack } = bench;
  const message = slack.as("U0ADA").say("C0GENERAL", "look");
  const eyes = { channel: "C0GENERAL", timestamp: message.ts, name: "eyes" };
  await web.reactions.add(eyes);
  await refused(web.reactions.add(eyes), "already_reacted");
  assert.deepEqual(message.reactions, [{ name: "eyes", users: ["U0PARLEY"] }]);
  await web.reactions.remove(eyes);
  await refused(web.reactions.remove(eyes), "no_reaction");
  await refused(web.reactions.add({ ...eyes, name: "no such!" }), "invalid_name");
  await refused(web.reactions.add({ ...eyes, timestamp: "1.000001" }), "message_not_found");
});
