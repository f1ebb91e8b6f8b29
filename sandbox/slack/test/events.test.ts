import assert from "node:assert/strict";
import { test } from "node:test";
import { type SlackBench, slackBench } from "../../../test/support/slack-bench.ts";
import { parsed, slackEndpoint } from "../../../test/support/slack-endpoint.ts";
import { DEFAULT_MANIFEST } from "../manifest/default.ts";

type Event = Record<string, unknown> & { type: string };
const channel = "C0GENERAL";

/** Has everything the app is sent delivered to a URL, and gives it in order. */
async function heard(bench: SlackBench) {
  const endpoint = await slackEndpoint();
  bench.defer(() => endpoint[Symbol.asyncDispose]());
  await bench.slack.deliverBy({ url: endpoint.url });
  // Requests may overtake one another on their way; ids count in the order things happened.
  const payloads = () =>
    endpoint.received
      .map((r) => parsed(r.body))
      .sort((a, b) => String(a.event_id).localeCompare(String(b.event_id)));
  return {
    async events(): Promise<Event[]> {
      await bench.slack.idle();
      return payloads().map((p) => (p.event ?? p) as Event);
    },
    async payloads() {
      await bench.slack.idle();
      return payloads();
    },
  };
}

test("SLACK-TWIN-MENTION: a mention arrives as app_mention and as message, one ts, two event ids", async () => {
  await using bench = await slackBench();
  const app = await heard(bench);
  const { ts } = bench.slack.as("U0ADA").say(channel, "@parley hello");
  const payloads = await app.payloads();
  const of = (type: string) => payloads.find((p) => p.event?.type === type);
  assert.deepEqual([of("app_mention")?.event?.ts, of("message")?.event?.ts, payloads.length], [ts, ts, 2]);
  assert.notEqual(of("app_mention")?.event_id, of("message")?.event_id);
  assert.deepEqual(
    [of("message")?.event?.channel_type, of("app_mention")?.event?.channel_type],
    ["channel", undefined],
  );
});

test("SLACK-SUBSCRIPTIONS: only what is subscribed, within scope, where the app is", async () => {
  await using bench = await slackBench();
  const { slack } = bench;
  const app = await heard(bench);
  slack.as("U0ADA").say("C0QUIET", "@parley are you here?");
  slack.as("U0ADA").say("D0PEOPLE", "between us");
  slack.as("U0ADA").say("C0SECRET", "in private");
  slack.as("U0ADA").react(slack.as("U0ADA").say(channel, "hello"), "eyes");
  assert.deepEqual(
    (await app.events()).map((e) => [e.type, e.channel]),
    [
      ["message", "C0SECRET"],
      ["message", channel],
      ["reaction_added", undefined],
    ],
  );
  const bot_events = ["message.groups", "reaction_added"];
  const scopes = {
    bot: (DEFAULT_MANIFEST.oauth_config?.scopes?.bot ?? []).filter((s) => s !== "groups:history"),
  };
  slack.install({
    ...DEFAULT_MANIFEST,
    oauth_config: { scopes },
    settings: { ...DEFAULT_MANIFEST.settings, event_subscriptions: { bot_events } },
  });
  slack.as("U0ADA").say("C0SECRET", "no scope");
  slack.as("U0ADA").say(channel, "not subscribed");
  assert.equal((await app.events()).length, 3);
});

test("SLACK-NOISE-REPLY: a reply also changes its root, told as message_changed and as a message with none of its own", async () => {
  await using bench = await slackBench();
  const app = await heard(bench);
  const ada = bench.slack.as("U0ADA");
  const root = ada.say(channel, "root");
  const reply = ada.say(channel, { text: "reply", thread_ts: root.ts });
  const [first, second, changed, replied] = (await app.events()) as (Event & { message: Event })[];
  assert.deepEqual(
    [first?.ts, second?.ts, second?.thread_ts, second?.parent_user_id],
    [root.ts, reply.ts, root.ts, "U0ADA"],
  );
  assert.deepEqual(
    [changed?.subtype, changed?.hidden, changed?.message.text, changed?.message.reply_count],
    ["message_changed", true, "root", 1],
  );
  assert.equal(changed?.message.edited, undefined);
  assert.deepEqual(
    [replied?.type, replied?.subtype, replied?.user, replied?.text],
    ["message", undefined, undefined, undefined],
  );
  assert.deepEqual(replied?.message.replies, [{ user: "U0ADA", ts: reply.ts }]);
});

test("SLACK-NOISE-UNFURL: a link's preview comes later as message_changed with the same text", async () => {
  await using bench = await slackBench();
  const { web, slack, clock } = bench;
  const app = await heard(bench);
  const said = slack.as("U0ADA").say(channel, "see https://news.example/1");
  await slack.idle();
  await clock.advance(1_000);
  const changed = (await app.events()).at(-1) as Event & { message: Event; previous_message: Event };
  assert.deepEqual(
    [changed.subtype, changed.message.text, changed.message.edited],
    ["message_changed", said.text, undefined],
  );
  assert.deepEqual(
    [changed.previous_message.attachments, (changed.message.attachments as unknown[]).length],
    [undefined, 1],
  );

  const links = async (fields: object) => {
    const posted = await web.chat.postMessage({ channel, text: "see https://news.example/2", ...fields });
    await clock.advance(1_000);
    return slack.state.messages.get(channel)?.get(posted.ts ?? "")?.attachments?.length ?? 0;
  };
  const blocks = [{ type: "section", text: { type: "mrkdwn", text: "https://news.example/3" } }];
  assert.equal(await links({}), 0, "text of apps is not unfurled unless asked for");
  assert.equal(await links({ unfurl_links: true }), 1);
  assert.equal(await links({ text: "https://i.example/a.png" }), 1, "media are unless turned off");
  assert.equal(await links({ text: "x", blocks }), 1, "links in blocks are unless turned off");
  assert.equal(await links({ text: "x", blocks, unfurl_links: false, unfurl_media: false }), 0);
});

test("SLACK-NOISE-EDIT: an edit is message_changed, and app_mention again under the old ts", async () => {
  await using bench = await slackBench();
  const app = await heard(bench);
  const ada = bench.slack.as("U0ADA");
  const said = ada.say(channel, "@parley one");
  ada.edit(said, "@parley two");
  const events = (await app.events()) as (Event & { message?: Event; edited?: { user: string } })[];
  assert.deepEqual(
    events.map((e) => [e.type, e.subtype]),
    [
      ["app_mention", undefined],
      ["message", undefined],
      ["message", "message_changed"],
      ["app_mention", undefined],
    ],
  );
  assert.equal(events[2]?.message?.text, "<@U0PARLEY> two");
  assert.deepEqual([events[3]?.ts, events[3]?.edited?.user], [said.ts, "U0ADA"]);
});

test("SLACK-DELETED-EVENT: message_deleted names the message; a root with replies only changes into a tombstone", async () => {
  await using bench = await slackBench();
  const app = await heard(bench);
  const ada = bench.slack.as("U0ADA");
  const lone = ada.say(channel, "lone");
  const root = ada.say(channel, "root");
  ada.say(channel, { text: "reply", thread_ts: root.ts });
  ada.remove(lone);
  ada.remove(root);
  const [deleted, tombstone] = (
    (await app.events()) as (Event & { message: Event; previous_message: Event })[]
  ).slice(-2);
  assert.deepEqual(
    [deleted?.subtype, deleted?.deleted_ts, deleted?.previous_message.text],
    ["message_deleted", lone.ts, "lone"],
  );
  assert.deepEqual(
    [tombstone?.subtype, tombstone?.message.subtype, tombstone?.message.ts],
    ["message_changed", "tombstone", root.ts],
  );
});

test("SLACK-OWN-MESSAGES: what the app and other bots post comes back with bot_id and bot_profile", async () => {
  await using bench = await slackBench();
  const app = await heard(bench);
  await bench.web.chat.postMessage({ channel, text: "mine" });
  bench.slack.as("U0BUILD").say(channel, "build is green");
  const events = await app.events();
  assert.deepEqual(
    events.map((e) => [e.text, e.subtype, e.user, e.bot_id, e.app_id]),
    [
      ["mine", undefined, "U0PARLEY", "B0PARLEY", "A0PARLEY"],
      ["build is green", undefined, "U0BUILD", "B0BUILD", "A0BUILD"],
    ],
  );
  assert.equal((events[0]?.bot_profile as Event | undefined)?.app_id, "A0PARLEY");
});

test("SLACK-MEMBER-EVENTS: coming and going is told, with who invited, also of the app itself", async () => {
  await using bench = await slackBench();
  const { slack } = bench;
  const app = await heard(bench);
  slack.as("U0ADA").invite("C0QUIET", "U0PARLEY");
  slack.as("U0DAN").leave("C0QUIET");
  slack.deactivate("U0BOB");
  const events = (await app.events()).filter((e) => e.type.startsWith("member_"));
  assert.deepEqual(
    events.map((e) => [e.type, e.user, e.channel, e.inviter]),
    [
      ["member_joined_channel", "U0PARLEY", "C0QUIET", "U0ADA"],
      ["member_left_channel", "U0DAN", "C0QUIET", undefined],
      ["member_left_channel", "U0BOB", channel, undefined],
      ["member_left_channel", "U0BOB", "C0RANDOM", undefined],
      ["member_left_channel", "U0BOB", "C0QUIET", undefined],
    ],
  );
});

test("SLACK-RATE-LIMITED-EVENT: beyond 30,000 events an hour they are dropped, told by an event without inner event", async () => {
  await using bench = await slackBench();
  const { slack, clock } = bench;
  const endpoint = await slackEndpoint();
  bench.defer(() => endpoint[Symbol.asyncDispose]());
  slack.dispatcher.transport = { send: async () => ({ kind: "acked", response: undefined }) };
  const ada = slack.as("U0ADA");
  for (let i = 0; i < 30_000; i++) ada.say(channel, "spam");
  await slack.idle();
  await clock.advance(30 * 60_000);
  await slack.deliverBy({ url: endpoint.url });
  ada.say(channel, "one too many");
  ada.say(channel, "another");
  await slack.idle();
  assert.deepEqual(
    endpoint.received.map((r) => parsed(r.body).type),
    ["app_rate_limited"],
  );
  assert.equal(parsed(endpoint.received[0]?.body ?? "").event, undefined);
  await clock.advance(60 * 60_000);
  ada.say(channel, "heard again");
  await slack.idle();
  assert.equal(parsed(endpoint.received.at(-1)?.body ?? "").event?.text, "heard again");
});
