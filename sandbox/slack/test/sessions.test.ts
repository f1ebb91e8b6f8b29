import assert from "node:assert/strict";
import { test } from "node:test";
import { slackBench } from "../../../test/support/slack-bench.ts";
import { refused } from "../../../test/support/slack-refusal.ts";
import { DEFAULT_MANIFEST } from "../manifest/default.ts";

const channel_id = "C0GENERAL";

test("SLACK-SESSIONS: four statuses, made by the first, a title of 200, for an agent app's threads", async () => {
  await using bench = await slackBench();
  const { web, slack, call } = bench;
  const { ts: thread_ts } = slack.as("U0ADA").say(channel_id, "@parley go");
  const set = (fields: object) => call("agents.sessions.setStatus", { channel_id, thread_ts, ...fields });
  assert.equal((await set({ status: "sleeping" })).error, "invalid_status");
  assert.equal((await set({ status: "active", thread_ts: undefined })).error, "thread_ts_required");
  assert.equal((await set({ status: "active", title: "x".repeat(201) })).error, "invalid_arguments");
  assert.equal((await set({ status: "active", channel_id: "C0QUIET" })).error, "not_authorized");
  const rename = (title: string) => web.agents.sessions.rename({ channel_id, thread_ts, title });
  await refused(rename("Early"), "session_not_found");
  await web.agents.sessions.setStatus({ channel_id, thread_ts, status: "processing", title: "First" });
  await web.agents.sessions.setStatus({ channel_id, thread_ts, status: "active", title: "Second" });
  const session = [...slack.state.sessions.values()][0];
  assert.deepEqual([session?.title, session?.status], ["First", "active"]);
  await rename("Third");
  assert.equal(session?.title, "Third");
  await refused(rename("x".repeat(201)), "invalid_arguments");

  const { event_subscriptions, ...settings } = DEFAULT_MANIFEST.settings ?? {};
  slack.install({
    ...DEFAULT_MANIFEST,
    settings: { ...settings, event_subscriptions: { bot_events: ["app_mention"] } },
  });
  assert.ok(event_subscriptions);
  assert.equal(
    (await set({ status: "processing" })).warning,
    "missing_agent_session_stopped_event_subscription",
  );
  assert.throws(() => slack.as("U0ADA").stopSession(channel_id, thread_ts), /not subscribed/);
});

test("SLACK-SESSION-STOP: Stop is there while processing, ends the streams, and leaves the status alone", async () => {
  await using bench = await slackBench();
  const { web, slack } = bench;
  const app = await bench.boltHttp();
  const heard: unknown[] = [];
  app.event("agent_session_stopped" as "app_mention", async ({ event }) => void heard.push(event));
  const ada = slack.as("U0ADA");
  const { ts: thread_ts } = ada.say(channel_id, "@parley go");
  assert.throws(() => ada.stopSession(channel_id, thread_ts), /no Stop is shown/);
  await web.agents.sessions.setStatus({ channel_id, thread_ts, status: "processing" });
  const { ts = "" } = await web.chat.startStream({
    channel: channel_id,
    thread_ts,
    recipient_team_id: "T0ACME",
    recipient_user_id: "U0ADA",
    markdown_text: "Once upon",
  });
  ada.stopSession(channel_id, thread_ts);
  await slack.idle();
  const [event] = heard as { thread_ts: string; streaming_message_ts: string[]; user: string }[];
  assert.deepEqual([event?.user, event?.thread_ts, event?.streaming_message_ts], ["U0ADA", thread_ts, [ts]]);
  await refused(
    web.chat.appendStream({ channel: channel_id, ts, markdown_text: " a time" }),
    "stopped_by_user",
  );
  assert.equal([...slack.state.sessions.values()][0]?.status, "processing");
  await web.chat.update({ channel: channel_id, ts, text: "Once upon (stopped)" });
});

test("SLACK-AGENT-DM: opening tells the tab, every message is a root, and what one looks at comes along", async () => {
  await using bench = await slackBench();
  const { slack } = bench;
  const app = await bench.boltHttp();
  const heard: Record<string, unknown>[] = [];
  app.event(/.*/, async ({ event }) => void heard.push(event as never));
  const cleo = slack.as("U0CLEO");
  const dm = cleo.openDm();
  cleo.lookAt("C0SECRET");
  const message = cleo.dm("what is this?");
  await slack.idle();
  const of = (type: string) => heard.find((event) => event.type === type);
  assert.deepEqual([of("app_home_opened")?.tab, of("app_home_opened")?.channel], ["messages", dm]);
  const entity = { type: "slack#/types/channel_id", value: "C0SECRET", team_id: "T0ACME" };
  assert.deepEqual(of("app_context_changed")?.context, { entities: [entity] });
  const said = of("message");
  assert.deepEqual([said?.thread_ts, said?.channel_type, said?.ts], [undefined, "im", message.ts]);
  assert.deepEqual(said?.app_context, { entities: [entity] });
  assert.equal(of("app_mention"), undefined);
});
