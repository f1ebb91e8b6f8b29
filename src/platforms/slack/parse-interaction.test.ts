import assert from "node:assert/strict";
import { test } from "node:test";
import { slackPayloads } from "../../../test/support/slack-payloads.ts";
import { actionNames } from "../../core/inbound.ts";
import type { Fields } from "./fields.ts";
import { parse, peopleIn } from "./parse.ts";

const { self, context, said, read } = slackPayloads;

test("SLACK-COMMAND commands work as slash, through /parley, as words, and from a message's menu", () => {
  const slash = (command: string, text: string) =>
    read({
      command,
      text,
      team_id: "T1",
      channel_id: "C1",
      user_id: "U1",
      user_name: "ann",
      trigger_id: "1.2.a",
      response_url: "https://hooks.slack.com/commands/x",
    });
  const want = {
    kind: "command",
    place: { platform: "slack", workspace: "slack/T1", channel: "C1", kind: "channel" },
    person: { id: "U1", name: "Ann" },
    name: "model",
    options: { name: "openai/gpt-5" },
    reply: {
      platform: "slack",
      id: "1.2.a",
      token: "https://hooks.slack.com/commands/x",
      issuedAt: 1_800_000_000_000,
    },
    at: 1_800_000_000_000,
  };
  assert.deepEqual(slash("/model", "openai/gpt-5"), want);
  assert.deepEqual(slash("/parley", "model openai/gpt-5"), want);
  for (const text of ["", "dance", "?"]) {
    const got = slash("/parley", text);
    assert.equal(got?.kind === "command" && got.name, "help", text);
  }
  const words = read(said({ text: "<@UBOT> model openai/gpt-5", thread_ts: "1600000000.000000" }));
  assert.ok(words?.kind === "command");
  assert.equal(words.place.thread, "1600000000.000000");
  assert.deepEqual(words.options, { name: "openai/gpt-5" });
  assert.deepEqual([words.reply.id, words.reply.token], ["C1:1700000000.000100", ""]);
  const menu = read({
    type: "message_action",
    callback_id: "parley:command:stop",
    trigger_id: "1.2.b",
    response_url: "https://hooks.slack.com/app/x",
    team: { id: "T1" },
    user: { id: "U5", username: "eve" },
    channel: { id: "C1" },
    message: { ts: "1700000000.000100", thread_ts: "1700000000.000100" },
  });
  assert.ok(menu?.kind === "command");
  assert.deepEqual([menu.name, menu.place.thread, menu.person.name], ["stop", "1700000000.000100", "eve"]);
  const onMessage = read({
    type: "message_action",
    callback_id: "parley:command:branch",
    trigger_id: "1.2.d",
    response_url: "https://hooks.slack.com/app/x",
    team: { id: "T1" },
    user: { id: "U5", username: "eve" },
    channel: { id: "C1" },
    message: { ts: "1700000003.000100", thread_ts: "1700000000.000100" },
  });
  assert.ok(onMessage?.kind === "command");
  assert.deepEqual([onMessage.name, onMessage.options], ["branch", { from: "1700000003.000100" }]);
});

test("SLACK-PERSON whom a command is about stays an id however it was written; elsewhere people have names", () => {
  const names = new Map([["U2", "Bob van der Berg"]]);
  const slash = (text: string) =>
    parse(
      { command: "/invite", text, channel_id: "C1", user_id: "U1", trigger_id: "1.2.a" },
      { ...context, names },
    );
  const written = (text: string) => parse(said({ text: `<@UBOT> invite ${text}` }), { ...context, names });
  const cases: [string, Record<string, string>][] = [
    ["<@U2>", { who: "U2" }],
    ["<@U2|bob>", { who: "U2" }],
    ["<@U2> ask <@U2> &amp; &lt;all&gt;", { who: "U2", words: "ask @Bob van der Berg & <all>" }],
    ["who:<@U2|bob> hello", { who: "U2", words: "hello" }],
    ["<mailto:b@mail.example|b@mail.example>", { who: "b@mail.example" }],
  ];
  for (const [text, options] of cases) {
    for (const got of [slash(text), written(text)]) {
      assert.ok(got?.kind === "command", text);
      assert.deepEqual(got.options, options);
    }
  }
  assert.equal(written("Bob to the party")?.kind, "message");
  assert.deepEqual(
    peopleIn({ command: "/invite", text: "<@U2|bob>", channel_id: "C1", user_id: "U1" }, self),
    ["U1", "U2"],
  );
});

test("SLACK-ACCESS a DM's event proves that its person may write; a form proves nothing of the place it names", () => {
  const person = { id: "U1", username: "ann" };
  const slash = (channel_id: string) =>
    read({ command: "/help", text: "", channel_id, user_id: "U1", trigger_id: "1.2.a" });
  const press = (channel_id: string) =>
    read({
      type: "block_actions",
      trigger_id: "1.2.b",
      user: person,
      container: { message_ts: "1700000002.000100", channel_id },
      actions: [{ action_id: "parley:accept", value: "job-1" }],
    });
  const words = (channel: string, channel_type: string) =>
    read(said({ text: "<@UBOT> help", channel, channel_type }));
  const form = (channel: string) =>
    read({
      type: "view_submission",
      trigger_id: "1.2.c",
      team: { id: "T1" },
      user: person,
      view: {
        callback_id: "parley:form:help",
        private_metadata: JSON.stringify({ channel }),
        state: { values: {} },
      },
    });
  const accessOf = (event: ReturnType<typeof read>) =>
    event?.kind === "command" || event?.kind === "action"
      ? (event.access ?? "unknown")
      : assert.fail("nothing");
  assert.deepEqual([slash("D1AB"), press("D1AB"), words("D1AB", "im")].map(accessOf), [
    "write",
    "write",
    "write",
  ]);
  assert.deepEqual(
    [slash("C1AB"), press("C1AB"), words("C1AB", "channel")].map(accessOf),
    Array(3).fill("unknown"),
  );
  assert.deepEqual([form("D1AB"), form("C1AB")].map(accessOf), ["unknown", "unknown"]);
});

test("SLACK-COMMAND words that are no command stay a message", () => {
  const kinds: [Fields, string][] = [
    [{ text: "<@UBOT> new project ideas?" }, "message"],
    [{ text: "<@UBOT> new" }, "command"],
    [{ text: "ask <@UBOT> help" }, "message"],
    [{ text: "help" }, "message"],
    [{ text: "help", channel: "D1", channel_type: "im" }, "command"],
    [{ text: "help me", channel: "D1", channel_type: "im" }, "message"],
  ];
  for (const [fields, kind] of kinds) assert.equal(read(said(fields))?.kind, kind, JSON.stringify(fields));
});

test("SLACK-BUTTON Parley's own buttons are actions, others' are not", () => {
  const press = (action: Fields) =>
    read({
      type: "block_actions",
      trigger_id: "1.2.c",
      response_url: "https://hooks.slack.com/actions/x",
      team: { id: "T1" },
      user: { id: "U1", username: "ann" },
      container: { message_ts: "1700000002.000100", channel_id: "C1", thread_ts: "1700000000.000100" },
      actions: [action],
    });
  const stop = press({ action_id: "parley:stop", value: "job-1" });
  assert.ok(stop?.kind === "action");
  assert.deepEqual([stop.action, stop.job, stop.message], ["stop", "job-1", "1700000002.000100"]);
  assert.equal(stop.place.thread, "1700000000.000100");
  for (const name of actionNames) {
    const pressed = press({ action_id: `parley:${name}`, value: "job-1" });
    assert.equal(pressed?.kind === "action" && pressed.action, name);
  }
  for (const action_id of ["parley:toString", "parley:", "other:stop", "stop"]) {
    assert.equal(press({ action_id, value: "job-1" }), undefined, action_id);
  }
  assert.equal(press({ action_id: "parley:stop" }), undefined);
});
