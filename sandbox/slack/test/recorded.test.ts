import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { slackBench } from "../../../test/support/slack-bench.ts";

const dir = process.env.PAYLOADS_DIR;
type Json = Record<string, unknown>;

/**
 * Fields that recordings have and the sandbox does not send, with the reason.
 * Recordings span ten years of Slack: some fields are gone, some belong to Enterprise Grid or to other features.
 */
const ABSENT: Readonly<Record<string, string>> = {
  authed_users: "gave way to authorizations",
  authed_teams: "gave way to authorizations",
  enterprise_id: "Enterprise Grid only",
  enterprise: "Enterprise Grid only where it is not null",
  user_profile: "Slack Connect only",
  source_team: "Slack Connect only, but for edits",
  user_team: "Slack Connect only, but for edits",
  assistant_thread: "the assistant view, which new apps cannot have",
  function_data: "workflow functions",
  interactivity: "workflow functions",
  bot_access_token: "workflow functions",
  is_starred: "of people's own clients",
  subscribed: "of people's own clients",
  last_read: "of people's own clients",
  id: "of no documented message",
  enterprise_name: "Enterprise Grid only",
  app_unfurl: "presses inside an app's unfurl",
  workflow_step: "steps from apps, which ended in 2024",
  "view_closed: trigger_id": "three of four recordings and the documentation lack it",
  "team.enterprise_id": "Enterprise Grid only",
  "team.enterprise_name": "Enterprise Grid only",
  "container.attachment_id": "presses inside attachments",
  "container.is_app_unfurl": "presses inside an app's unfurl",
  "container.app_unfurl_url": "presses inside an app's unfurl",
  "app_home_opened: view.title": "null in Home tabs",
  "app_home_opened: view.close": "null in Home tabs",
  "app_home_opened: view.submit": "null in Home tabs",
  "event_callback: text": "a recording made by hand to test a parser",
  "message: files": "arrive as file_share",
  "message: upload": "arrive as file_share",
  "message: display_as_bot": "arrive as file_share",
  "message: edited": "arrive as message_changed; so only in history",
};

/** The kind of a payload: type and subtype, events told apart from their envelopes. */
function kind(payload: Json): string {
  return [payload.type, payload.subtype].filter(Boolean).join("/");
}

/** Names of fields, those of objects within included: `item`, `item.ts`. Blocks and views have schemas of their own. */
function fieldNames(part: Json): string[] {
  return Object.entries(part).flatMap(([field, value]) => {
    if (value === undefined || field === "__form__") return [];
    const inner = Array.isArray(value) ? value[0] : value;
    const deep = typeof inner === "object" && inner !== null && !OPAQUE.includes(field);
    return [field, ...(deep ? Object.keys(inner).map((name) => `${field}.${name}`) : [])];
  });
}

const OPAQUE = ["blocks", "attachments", "metadata", "state", "previous_message", "message"];

/** Excused by the whole field, by the field of this kind, or by what it stands in. */
function excused(name: string, field: string): boolean {
  const [outer = ""] = field.split(".");
  return [field, outer, `${name}: ${field}`, `${name}: ${outer}`].some((key) => Object.hasOwn(ABSENT, key));
}

function unwrap(payload: Json): Json[] {
  const inner = (payload.payload ?? payload) as Json;
  const event = inner.event as Json | undefined;
  return event ? [{ ...inner, event: undefined }, event] : [inner];
}

test("SLACK-RECORDED: everything sent has every field that recorded ones of its kind have", {
  skip: dir ? false : "PAYLOADS_DIR is not set: nothing to compare with",
}, async () => {
  const recorded = new Map<string, Set<string>>();
  for (const file of globSync("**/*.json", { cwd: join(dir ?? "", "slack") })) {
    const payload = JSON.parse(readFileSync(join(dir ?? "", "slack", file), "utf8"));
    if (typeof payload !== "object" || payload === null || Array.isArray(payload)) continue;
    for (const part of unwrap(payload)) {
      const name = part.__form__ ? "command" : kind(part);
      const fields = fieldNames(part);
      const known = recorded.get(name);
      recorded.set(name, new Set([...(known ?? []), ...fields]));
    }
  }
  const sent = await everything();
  const compared = [...sent.keys()].filter((name) => recorded.has(name));
  const missing = compared.flatMap((name) =>
    [...(recorded.get(name) ?? [])]
      .filter((field) => !sent.get(name)?.has(field) && !excused(name, field))
      .map((field) => `${name}: ${field}`),
  );
  assert.deepEqual(missing, []);
  for (const name of [
    "app_mention",
    "message",
    "command",
    "block_actions",
    "event_callback",
    "view_submission",
  ]) {
    assert.ok(compared.includes(name), `${name} was compared`);
  }
});

/** Has the sandbox send one of all it can send, and gives the fields by kind. */
async function everything(): Promise<Map<string, Set<string>>> {
  await using bench = await slackBench();
  const { slack, web, clock } = bench;
  const fields = new Map<string, Set<string>>();
  const note = (name: string, part: Json) => {
    const names = fields.get(name) ?? new Set();
    for (const field of fieldNames(part)) names.add(field);
    fields.set(name, names);
  };
  slack.dispatcher.transport = {
    async send({ kind: sort, payload }) {
      for (const part of unwrap(payload)) note(sort === "command" ? "command" : kind(part), part);
      return { kind: "acked", response: undefined };
    },
  };
  const channel = "C0GENERAL";
  const ada = slack.as("U0ADA");
  const file = { name: "b.txt", mimetype: "text/plain", bytes: new TextEncoder().encode("some text") };
  const picture = { name: "a.png", mimetype: "image/png", bytes: new Uint8Array(3) };
  const said = ada.say(channel, "@parley hello https://x.example/y");
  ada.say(channel, { text: "reply", thread_ts: said.ts });
  ada.say(channel, { text: "text", files: [file] });
  ada.say(channel, { text: "@parley see", files: [picture], thread_ts: said.ts });
  await web.chat.postMessage({ channel, text: "x", attachments: [{ fallback: "x", text: "x" }] });
  ada.edit(said, "@parley hello again");
  ada.react(said, "eyes");
  ada.unreact(said, "eyes");
  ada.remove(ada.say(channel, "gone"));
  ada.openDm();
  await web.views.publish({ user_id: "U0ADA", view: { type: "home", blocks: [] } });
  ada.openHome();
  ada.invite("C0QUIET", "U0PARLEY");
  slack.as("U0DAN").leave("C0QUIET");
  await web.conversations.create({ name: "fresh" });
  await clock.advance(1_000);
  await ada.slash(channel, "/model", "opus");
  const go = { type: "plain_text", text: "Go" } as const;
  const button = {
    type: "button",
    action_id: "go",
    value: "v",
    style: "danger",
    text: go,
    confirm: { text: go },
  } as const;
  const pressed = {
    channel,
    thread_ts: said.ts,
    text: "x",
    blocks: [{ type: "actions", elements: [button] }],
  };
  await ada.press({ channel, ts: (await web.chat.postMessage(pressed)).ts ?? "" }, "go");
  await ada.messageShortcut(said, "branch_from_here");
  await ada.globalShortcut("help");
  const trigger_id = [...slack.state.triggers.values()].at(-1)?.id ?? "";
  const view = {
    type: "modal" as const,
    notify_on_close: true,
    title: { type: "plain_text" as const, text: "T" },
    submit: { type: "plain_text" as const, text: "S" },
    blocks: [
      { type: "actions", elements: [button] },
      {
        type: "input" as const,
        label: go,
        element: { type: "conversations_select" as const, action_id: "where", response_url_enabled: true },
      },
    ],
  };
  await web.views.open({ trigger_id, view });
  await ada.actInView("go");
  await ada.submitView({ where: channel });
  const [last] = [...slack.state.triggers.values()].filter((t) => !t.used).slice(-1);
  await web.views.open({ trigger_id: last?.id ?? "", view });
  await ada.closeView();
  await web.conversations.archive({ channel: "C0RANDOM" });
  slack.revokeTokens();
  await slack.idle();
  return fields;
}
