import assert from "node:assert/strict";
import { test } from "node:test";
import { type SlackBench, slackBench } from "../../../test/support/slack-bench.ts";
import { parsed, slackEndpoint } from "../../../test/support/slack-endpoint.ts";
import { DEFAULT_MANIFEST } from "../manifest/default.ts";
import type { Manifest } from "../manifest/manifest.ts";
import { ManifestRefused, manifestProblems } from "../manifest/validate.ts";

const channel = "C0GENERAL";

async function interacting(bench: SlackBench) {
  const endpoint = await slackEndpoint();
  bench.defer(() => endpoint[Symbol.asyncDispose]());
  await bench.slack.deliverBy({ url: endpoint.url });
  return {
    last: (): Record<string, unknown> => {
      const form = parsed(endpoint.received.findLast((r) => !r.body.startsWith("{"))?.body ?? "");
      return typeof form.payload === "string" ? JSON.parse(form.payload) : form;
    },
    commands: () => endpoint.received.filter((r) => r.body.includes("command=")).length,
  };
}

const problems = (manifest: Manifest) => manifestProblems(manifest).map((problem) => problem.pointer);

const withCommands = (...commands: string[]): Manifest => ({
  ...DEFAULT_MANIFEST,
  features: {
    ...DEFAULT_MANIFEST.features,
    slash_commands: commands.map((command) => ({ command, description: "d" })),
  },
});

test("SLACK-SLASH-THREADS: an app's commands are refused in threads, and the app never hears of it", async () => {
  await using bench = await slackBench();
  const { slack } = bench;
  const app = await interacting(bench);
  const ada = slack.as("U0ADA");
  const root = ada.say(channel, "root");
  const refused = await ada.slash(channel, "/model", "opus", { thread_ts: root.ts });
  assert.deepEqual(refused, { kind: "refused", text: "/model is not supported in threads. Sorry!" });
  assert.equal((await ada.slash(channel, "/nonsense")).kind, "refused");
  assert.equal(app.commands(), 0);
  await ada.slash(channel, "/model", "opus");
  assert.equal(app.commands(), 1);
});

test("SLACK-SLASH-ESCAPE: people, channels and links of a command come as tokens only with should_escape, else as shown", async () => {
  await using bench = await slackBench();
  const { slack } = bench;
  const app = await interacting(bench);
  const typed = async (should_escape: boolean, text: string) => {
    slack.install({
      ...DEFAULT_MANIFEST,
      features: {
        ...DEFAULT_MANIFEST.features,
        slash_commands: [{ command: "/ask", description: "d", should_escape }],
      },
    });
    await slack.as("U0ADA").slash(channel, "/ask", text);
    return app.last().text;
  };
  const text = "<@U0CLEO> @bob @nobody <#C0GENERAL> https://x.example/a?b&c a@b.example 1 < 2 & 3";
  assert.equal(
    await typed(true, text),
    "<@U0CLEO|cleo> <@U0BOB|bob> @nobody <#C0GENERAL|general> <https://x.example/a?b&c> <mailto:a@b.example|a@b.example> 1 &lt; 2 &amp; 3",
  );
  assert.equal(
    await typed(false, text),
    "@cleo @bob @nobody #general https://x.example/a?b&c a@b.example 1 < 2 & 3",
  );
});

test("SLACK-RESERVED-NAMES: a manifest that names a built-in command is refused whole", async () => {
  await using bench = await slackBench();
  const { slack } = bench;
  for (const name of ["/status", "/who", "/leave"]) {
    assert.throws(() => slack.install(withCommands("/ask", name)), ManifestRefused);
  }
  assert.equal(slack.state.app.manifest, DEFAULT_MANIFEST);
  slack.install(withCommands("/ask"));
  assert.deepEqual(
    slack.state.app.manifest.features?.slash_commands?.map((c) => c.command),
    ["/ask"],
  );
});

test("SLACK-INVITE-NAME: /invite is refused as well, as far as secondary sources tell", () => {
  assert.deepEqual(problems(withCommands("/invite")), ["/features/slash_commands/0/command"]);
});

test("SLACK-MANIFEST-CAPS: names, lists and texts end where Slack's do", () => {
  const many = (length: number) => Array.from({ length }, (_, i) => `/c${i}`);
  assert.deepEqual(problems(withCommands(...many(50))), []);
  assert.deepEqual(problems(withCommands(...many(51))), ["/features/slash_commands"]);
  assert.deepEqual(problems(withCommands(`/${"c".repeat(31)}`)), []);
  assert.deepEqual(problems(withCommands(`/${"c".repeat(32)}`)), ["/features/slash_commands/0/command"]);
  assert.deepEqual(problems(withCommands("/Loud")), ["/features/slash_commands/0/command"]);
  const features = (fields: object): Manifest => ({
    ...DEFAULT_MANIFEST,
    features: { ...DEFAULT_MANIFEST.features, ...fields },
  });
  const shortcut = (i: number) => ({ type: "global", name: "s", callback_id: `c${i}`, description: "d" });
  const shortcuts = (length: number) =>
    features({ shortcuts: Array.from({ length }, (_, i) => shortcut(i)) });
  assert.deepEqual([problems(shortcuts(10)), problems(shortcuts(11))], [[], ["/features/shortcuts"]]);
  const description = { agent_view: { agent_description: "d".repeat(301) } };
  assert.deepEqual(problems(features(description)), ["/features/agent_view/agent_description"]);
  const prompts = Array.from({ length: 5 }, () => ({ title: "t", message: "m" }));
  const tooMany = { agent_view: { suggested_prompts: prompts } };
  assert.deepEqual(problems(features(tooMany)), ["/features/agent_view/suggested_prompts"]);
  const long = {
    slash_commands: [{ command: "/c", description: "d".repeat(2001), usage_hint: "h".repeat(1001) }],
  };
  const at = "/features/slash_commands/0";
  assert.deepEqual(problems(features(long)), [`${at}/description`, `${at}/usage_hint`]);
  const bot_events = Array.from({ length: 101 }, (_, i) => `e${i}`);
  const subscribed = { ...DEFAULT_MANIFEST, settings: { event_subscriptions: { bot_events } } };
  assert.deepEqual(problems(subscribed), ["/settings/event_subscriptions/bot_events"]);
});

test("SLACK-AGENT-VIEW-ONLY: a new app cannot have the old assistant_view", () => {
  const features = { ...DEFAULT_MANIFEST.features, assistant_view: { assistant_description: "old" } };
  assert.deepEqual(problems({ ...DEFAULT_MANIFEST, features }), ["/features/assistant_view"]);
});

test("SLACK-RESPONSE-URL: five uses in thirty minutes; ephemeral, in_channel, replacing, deleting", async () => {
  await using bench = await slackBench();
  const { slack, clock, web } = bench;
  const app = await interacting(bench);
  const answer = async (url: unknown, body: object) => {
    const reply = await fetch(String(url), { method: "POST", body: JSON.stringify(body) });
    return [reply.status, await reply.text()];
  };
  await slack.as("U0ADA").slash(channel, "/model");
  const { response_url } = app.last();
  assert.deepEqual(await answer(response_url, { text: "to you" }), [200, "ok"]);
  assert.equal(slack.visibleTo("U0ADA", channel).at(-1)?.ephemeral, true);
  await answer(response_url, { text: "to all", response_type: "in_channel" });
  assert.equal(slack.visibleTo("U0BOB", channel).at(-1)?.text, "to all");
  assert.equal((await answer(response_url, { blocks: [{ type: "marquee" }] }))[0], 400);
  for (let i = 0; i < 3; i++) await answer(response_url, { text: "more" });
  assert.deepEqual(await answer(response_url, { text: "six" }), [404, '{"ok":false,"error":"used_url"}']);

  const blocks = [
    {
      type: "actions",
      elements: [{ type: "button", action_id: "go", text: { type: "plain_text", text: "Go" } }],
    },
  ] as never;
  const posted = await web.chat.postMessage({ channel, text: "press", blocks });
  const ts = posted.ts ?? "";
  await slack.as("U0ADA").press({ channel, ts }, "go");
  const pressed = app.last().response_url;
  await answer(pressed, { text: "pressed", replace_original: true });
  assert.equal(slack.state.messages.get(channel)?.get(ts)?.text, "pressed");
  await answer(pressed, { delete_original: true });
  assert.equal(slack.state.messages.get(channel)?.get(ts), undefined);
  await clock.advance(30 * 60_000 + 1);
  assert.deepEqual(await answer(pressed, { text: "late" }), [404, '{"ok":false,"error":"expired_url"}']);
});

test("SLACK-BUTTONS: a press carries message, place, action and trigger; an ephemeral message is not sent along", async () => {
  await using bench = await slackBench();
  const { slack, web } = bench;
  const app = await interacting(bench);
  const options = [{ text: { type: "plain_text", text: "One" }, value: "1" }];
  const elements = [
    { type: "button", action_id: "go", value: "job-1", text: { type: "plain_text", text: "Go" } },
    { type: "static_select", action_id: "pick", options },
  ];
  const blocks = [{ type: "actions", block_id: "b", elements }] as never;
  const root = slack.as("U0ADA").say(channel, "root");
  const posted = await web.chat.postMessage({ channel, thread_ts: root.ts, text: "press", blocks });
  const ts = posted.ts ?? "";
  await slack.as("U0BOB").press({ channel, ts }, "go");
  const payload = app.last();
  assert.deepEqual(payload.container, {
    type: "message",
    message_ts: ts,
    channel_id: channel,
    is_ephemeral: false,
    thread_ts: root.ts,
  });
  const [action] = payload.actions as Record<string, unknown>[];
  assert.deepEqual(
    [action?.action_id, action?.block_id, action?.value, action?.type],
    ["go", "b", "job-1", "button"],
  );
  assert.equal((payload.message as Record<string, unknown>).ts, ts);
  assert.deepEqual(payload.channel, { id: channel, name: "general" });
  await slack.as("U0BOB").select({ channel, ts }, "pick", "1");
  assert.deepEqual((app.last().actions as Record<string, unknown>[])[0]?.selected_option, options[0]);
  await assert.rejects(slack.as("U0BOB").select({ channel, ts }, "pick", "2"), /no option/);
  await assert.rejects(slack.as("U0EVE").press({ channel, ts }, "go"), /sees no/);

  const hidden = await web.chat.postEphemeral({ channel, user: "U0ADA", text: "press", blocks });
  await slack.as("U0ADA").press({ channel, ts: hidden.message_ts ?? "" }, "go");
  const { message, container } = app.last();
  assert.deepEqual([message, (container as Record<string, unknown>).is_ephemeral], [undefined, true]);
});

test("SLACK-SHORTCUTS: a message shortcut carries the message; a global one neither channel nor response_url", async () => {
  await using bench = await slackBench();
  const { slack } = bench;
  const app = await interacting(bench);
  const said = slack.as("U0ADA").say("C0SECRET", "branch me");
  await slack.as("U0CLEO").messageShortcut(said, "branch_from_here");
  const message = app.last();
  assert.deepEqual(
    [message.type, message.callback_id, message.message_ts],
    ["message_action", "branch_from_here", said.ts],
  );
  assert.deepEqual(message.channel, { id: "C0SECRET", name: "privategroup" });
  assert.equal((message.message as Record<string, unknown>).text, "branch me");
  await slack.as("U0CLEO").globalShortcut("help");
  const { type, channel: place, response_url, trigger_id } = app.last();
  assert.deepEqual(
    [type, place, response_url, typeof trigger_id],
    ["shortcut", undefined, undefined, "string"],
  );
  await assert.rejects(slack.as("U0CLEO").globalShortcut("branch_from_here"), /no global shortcut/);
});
