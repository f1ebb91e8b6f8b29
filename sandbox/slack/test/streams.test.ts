import assert from "node:assert/strict";
import { test } from "node:test";
import { type SlackBench, slackBench } from "../../../test/support/slack-bench.ts";
import { refused } from "../../../test/support/slack-refusal.ts";

const channel = "C0GENERAL";
const recipient = { recipient_team_id: "T0ACME", recipient_user_id: "U0ADA" };

async function started(bench: SlackBench, fields: object = { markdown_text: "Hello" }) {
  const root = bench.slack.as("U0ADA").say(channel, "@parley go");
  const { ts = "" } = await bench.web.chat.startStream({
    channel,
    thread_ts: root.ts,
    ...recipient,
    ...fields,
  });
  return { ts, root, message: () => bench.slack.state.messages.get(channel)?.get(ts) };
}

test("SLACK-STREAM-START: a thread is needed, and outside direct messages whom it is for", async () => {
  await using bench = await slackBench();
  const { call, slack, web } = bench;
  const { ts: thread_ts } = slack.as("U0ADA").say(channel, "@parley go");
  const start = async (fields: object) => (await call("chat.startStream", { channel, ...fields })).error;
  assert.equal(await start(recipient), "invalid_arguments");
  assert.equal(await start({ thread_ts: "1.000001", ...recipient }), "invalid_thread_ts");
  assert.equal(await start({ thread_ts }), "missing_recipient_user_id");
  assert.equal(await start({ thread_ts, recipient_user_id: "U0ADA" }), "missing_recipient_team_id");
  assert.equal(await start({ thread_ts, ...recipient, recipient_team_id: "T0OTHER" }), "team_not_found");
  assert.equal(await start({ thread_ts, ...recipient, recipient_user_id: "U0NOBODY" }), "user_not_found");
  assert.equal(await start({ thread_ts, ...recipient, task_display_mode: "wall" }), "invalid_arguments");
  assert.equal(slack.state.streams.size, 0);
  const direct = slack.as("U0ADA").dm("hello");
  await web.chat.startStream({ channel: "D0ADA", thread_ts: direct.ts });
  assert.equal(slack.state.streams.size, 1);
});

test("SLACK-STREAM-MODE: text or chunks, whichever came first, and never both at once", async () => {
  await using bench = await slackBench();
  const { web, call } = bench;
  const chunks = [{ type: "markdown_text" as const, text: " world" }];
  const text = await started(bench);
  await refused(web.chat.appendStream({ channel, ts: text.ts, chunks }), "streaming_mode_mismatch");
  await refused(web.chat.stopStream({ channel, ts: text.ts, chunks }), "streaming_mode_mismatch");
  const both = await call("chat.appendStream", { channel, ts: text.ts, markdown_text: "a", chunks });
  assert.equal(both.error, "cannot_provide_both_markdown_text_and_chunks");
  assert.equal(
    (await call("chat.appendStream", { channel, ts: text.ts })).error,
    "markdown_text_or_chunks_required",
  );

  const bare = await started(bench, {});
  await web.chat.appendStream({ channel, ts: bare.ts, chunks });
  await refused(
    web.chat.appendStream({ channel, ts: bare.ts, markdown_text: "!" }),
    "streaming_mode_mismatch",
  );
  assert.equal(bare.message()?.text, " world");
});

test("SLACK-STREAM-LIMITS: 12,000 characters a piece, four kinds of chunk, titles of 256", async () => {
  await using bench = await slackBench();
  const { call, slack } = bench;
  const { ts } = await started(bench, { chunks: [{ type: "plan_update", title: "Plan" }] });
  const append = async (...chunks: object[]) =>
    (await call("chat.appendStream", { channel, ts, chunks })).error;
  assert.equal(await append({ type: "markdown_text", text: "x".repeat(12_001) }), "msg_too_long");
  assert.equal(await append({ type: "markdown_text", text: "x".repeat(12_000) }), undefined);
  assert.equal(await append({ type: "song", text: "x" }), "invalid_chunks");
  const task = { type: "task_update", id: "t1", title: "Look", status: "in_progress", details: "first " };
  assert.equal(await append({ ...task, title: "x".repeat(257) }), "invalid_chunks");
  assert.equal(await append({ ...task, status: "odd" }), "invalid_chunks");
  assert.equal(
    await append(task, { ...task, title: "Looked", status: "complete", details: "second" }),
    undefined,
  );
  assert.equal(await append({ type: "blocks", blocks: [{ type: "marquee" }] }), "invalid_blocks");
  const stream = [...slack.state.streams.values()][0];
  assert.deepEqual(stream?.tasks, [
    { id: "t1", title: "Looked", status: "complete", details: "first second", output: "" },
  ]);
});

test("SLACK-STREAM-LIFE: a stream ends by itself after about five minutes, appended to or not", async () => {
  await using bench = await slackBench();
  const { web, slack, clock } = bench;
  const { ts, message } = await started(bench);
  for (let minute = 0; minute < 5; minute++) {
    await clock.advance(60_000);
    await web.chat.appendStream({ channel, ts, markdown_text: "." });
  }
  await clock.advance(6_000);
  assert.equal(message()?.streaming_state, "errored");
  await refused(web.chat.appendStream({ channel, ts, markdown_text: "." }), "message_not_in_streaming_state");
  await refused(web.chat.stopStream({ channel, ts }), "message_not_in_streaming_state");
  await web.chat.update({ channel, ts, text: "rescued" });
  assert.equal(slack.state.messages.get(channel)?.get(ts)?.text, "rescued");
});

test("SLACK-STREAM-EDIT: a message that streams can be neither edited nor deleted", async () => {
  await using bench = await slackBench();
  const { web } = bench;
  const { ts, message } = await started(bench);
  await refused(web.chat.update({ channel, ts, text: "no" }), "streaming_state_conflict");
  await refused(web.chat.delete({ channel, ts }), "cant_delete_message");
  await web.chat.stopStream({ channel, ts });
  await web.chat.update({ channel, ts, text: "yes" });
  assert.equal(message()?.text, "yes");
});

test("SLACK-STREAM-STOP: blocks, metadata and the session's status come with the stop", async () => {
  await using bench = await slackBench();
  const { web, slack, ledger } = bench;
  const { ts, root, message } = await started(bench);
  await web.agents.sessions.setStatus({ channel_id: channel, thread_ts: root.ts, status: "processing" });
  const metadata = { event_type: "parley", event_payload: { key: "k" } };
  const blocks = [{ type: "divider" }];
  await web.chat.stopStream({
    channel,
    ts,
    markdown_text: ", done",
    blocks,
    metadata,
    session_status: "suspended",
  });
  assert.equal(message()?.text, "Hello, done");
  assert.deepEqual(
    message()?.blocks?.map((b) => b.type),
    ["rich_text", "divider"],
  );
  assert.deepEqual(message()?.metadata, metadata);
  assert.equal([...slack.state.sessions.values()][0]?.status, "suspended");
  await refused(web.chat.stopStream({ channel, ts }), "message_not_in_streaming_state");
  const theirs = slack.as("U0ADA").say(channel, "mine");
  await refused(
    web.chat.appendStream({ channel, ts: theirs.ts, markdown_text: "x" }),
    "message_not_owned_by_app",
  );
  assert.equal(ledger.entries.filter((e) => e.name === "chat.stopStream" && e.status === 200).length, 2);
});

test("SLACK-STREAM-RECIPIENT: others than the recipient see the beginning only, until it ends", async () => {
  await using bench = await slackBench();
  const { web, slack } = bench;
  const { ts, root } = await started(bench);
  await web.chat.appendStream({ channel, ts, markdown_text: " world" });
  const seen = (user: string) => slack.visibleTo(user, channel, root.ts).at(-1)?.text;
  assert.deepEqual([seen("U0ADA"), seen("U0BOB")], ["Hello world", "Hello"]);
  await web.chat.stopStream({ channel, ts });
  assert.deepEqual([seen("U0ADA"), seen("U0BOB")], ["Hello world", "Hello world"]);
});

test("SLACK-STATUS-2MIN: a status goes after two minutes, with the app's next message, or when emptied", async () => {
  await using bench = await slackBench();
  const { web, slack, clock } = bench;
  const { ts: thread_ts } = slack.as("U0ADA").say(channel, "@parley go");
  const set = (status: string) => web.assistant.threads.setStatus({ channel_id: channel, thread_ts, status });
  await set("is thinking…");
  await clock.advance(119_000);
  assert.equal([...slack.state.statuses.values()][0]?.status, "is thinking…");
  await clock.advance(1_000);
  assert.equal(slack.state.statuses.size, 0);
  await set("is thinking…");
  await set("");
  assert.equal(slack.state.statuses.size, 0);
  await set("is thinking…");
  await web.chat.postMessage({ channel, thread_ts, text: "done" });
  assert.equal(slack.state.statuses.size, 0);
  const gone = { channel_id: channel, thread_ts: "1.000001", status: "is thinking…" };
  await refused(web.assistant.threads.setStatus(gone), "invalid_thread_ts");
  const eleven = Array.from({ length: 11 }, () => "hm");
  const many = { channel_id: channel, thread_ts, status: "x", loading_messages: eleven };
  await refused(web.assistant.threads.setStatus(many), "invalid_arguments");
});

test("SLACK-PROMPTS: at most four, and only for an agent app; titles only in direct messages", async () => {
  await using bench = await slackBench();
  const { web, slack } = bench;
  const direct = slack.as("U0ADA").dm("hello");
  const prompts = Array.from({ length: 5 }, (_, i) => ({ title: `t${i}`, message: `m${i}` }));
  const set = (count: number) =>
    web.assistant.threads.setSuggestedPrompts({ channel_id: "D0ADA", prompts: prompts.slice(0, count) });
  await refused(set(5), "invalid_arguments");
  await set(4);
  assert.equal(slack.state.prompts.at(-1)?.prompts.length, 4);
  await web.assistant.threads.setTitle({ channel_id: "D0ADA", thread_ts: direct.ts, title: "Hello" });
  const root = slack.as("U0ADA").say(channel, "hello");
  const inChannel = web.assistant.threads.setTitle({
    channel_id: channel,
    thread_ts: root.ts,
    title: "Hello",
  });
  await refused(inChannel, "method_not_supported_for_channel_type");
  const { agent_view: _, ...features } = slack.state.app.manifest.features ?? {};
  slack.install({ ...slack.state.app.manifest, features });
  await refused(set(1), "not_agent_app");
});
