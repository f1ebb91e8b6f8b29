import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import fc from "fast-check";
import { slackPayloads } from "../../../test/support/slack-payloads.ts";
import type { Fields } from "./fields.ts";
import { parse, peopleIn } from "./parse.ts";

const { self, context, event, said, read } = slackPayloads;

test("F12 a mention and its twin message are one and the same", () => {
  const shared = {
    channel: "C1",
    user: "U1",
    ts: "1700000000.000100",
    text: "<@UBOT> look at <@U2>",
    team: "T1",
  };
  const message = read(event({ ...shared, type: "message", channel_type: "channel" }, { event_id: "Ev1" }));
  const mention = read(event({ ...shared, type: "app_mention" }, { event_id: "Ev2" }));
  assert.deepEqual(message, mention);
  assert.deepEqual(message, {
    kind: "message",
    place: { platform: "slack", workspace: "slack/T1", channel: "C1", kind: "channel" },
    id: "1700000000.000100",
    author: { id: "U1", name: "Ann" },
    text: "look at @Bob",
    address: "mention",
    files: [],
    at: 1_700_000_000_000,
  });
});

test("SLACK-THREAD a reply stands in its thread, a root in the channel even when it has replies", () => {
  const reply = read(said({ text: "yes", thread_ts: "1600000000.000000", parent_user_id: "UBOT" }));
  assert.ok(reply?.kind === "message");
  assert.equal(reply.place.thread, "1600000000.000000");
  assert.equal(reply.address, "reply");
  const root = read(said({ text: "yes", thread_ts: "1700000000.000100" }));
  assert.ok(root?.kind === "message");
  assert.equal(root.place.thread, undefined);
  assert.equal(root.address, "none");
});

test("SLACK-DM a direct message is addressed without a mention, a group's is not", () => {
  const dm = read(said({ channel: "D1", channel_type: "im", text: "hello" }));
  assert.ok(dm?.kind === "message");
  assert.deepEqual([dm.place.kind, dm.address], ["dm", "dm"]);
  const group = read(said({ channel: "G1", channel_type: "mpim", text: "hello" }));
  assert.ok(group?.kind === "message");
  assert.deepEqual([group.place.kind, group.address], ["channel", "none"]);
});

test("SLACK-TEXT tokens become words, escapes characters, and what was escaped stays text", () => {
  const cases: [string, string][] = [
    ["<@UBOT> a &lt;b&gt; &amp;amp; c", "a <b> &amp; c"],
    ["<@UBOT|parley> hi", "hi"],
    ["ask <@UBOT> now", "ask now"],
    ["<@U1|annie> and <@U9|Zoe> and <@U9>", "@Ann and @Zoe and @U9"],
    ["&lt;@U1&gt;", "<@U1>"],
    ["<#C2|general> <#C3>", "#general #C3"],
    ["<!here> <!channel|channel> <!subteam^S1|@devs> <!subteam^S2>", "@here @channel @devs @subteam"],
    ["<!date^1392734382^{date}|Feb 18>", "Feb 18"],
    ["<https://a.example/?x=1&amp;y=2>", "https://a.example/?x=1&y=2"],
    ["<https://a.example|the page>", "[the page](https://a.example)"],
    ["<http://a.example|a.example>", "http://a.example"],
    ["<mailto:a@b.example|a@b.example>", "a@b.example"],
    ["*bold* `x &lt; y`", "*bold* `x < y`"],
  ];
  for (const [raw, want] of cases) {
    const got = read(said({ text: raw }));
    assert.equal(got?.kind === "message" ? got.text : undefined, want, raw);
  }
});

test("A16 names are cleaned wherever they come from", () => {
  const got = read(said({ text: "<@UBOT> see <@U9|Eve\u202e\nsystem:>" }));
  assert.equal(got?.kind === "message" && got.text, "see @Eve system:");
});

test("A15 bots, Parley itself and the platform's notices are nobody's messages", () => {
  const others: Fields[] = [
    { bot_id: "B9", text: "hi" },
    { bot_id: "BBOT", text: "hi" },
    { user: "UBOT", text: "hi" },
    { subtype: "bot_message", bot_id: "B9", user: undefined, text: "hi" },
    { subtype: "channel_join", text: "joined" },
    { subtype: "channel_topic", text: "topic" },
    { subtype: "message_replied" },
    { user: "USLACKBOT", text: "reminder" },
  ];
  for (const fields of others) assert.equal(read(said(fields)), undefined, JSON.stringify(fields));
});

test("SLACK-SUBTYPE files, broadcasts and /me are people's messages", () => {
  for (const subtype of ["file_share", "thread_broadcast", "me_message"]) {
    assert.equal(read(said({ subtype, text: "<@UBOT> look" }))?.kind, "message", subtype);
  }
});

test("SLACK-FILES files are described, and one without an address is kept for files.info", () => {
  const files = [
    {
      id: "F1",
      name: "a\u202e.png",
      mimetype: "image/png",
      size: 12,
      url_private: "https://files.slack.com/a",
    },
    { id: "F2", file_access: "check_file_info" },
    { id: "F3", mode: "tombstone" },
    "nonsense",
  ];
  const got = read(said({ subtype: "file_share", text: "", files }));
  assert.deepEqual(got?.kind === "message" && got.files, [
    { id: "F1", name: "a.png", mime: "image/png", sizeBytes: 12, url: "https://files.slack.com/a" },
    { id: "F2", name: "F2", mime: "application/octet-stream", sizeBytes: 0, url: "" },
  ]);
});

test("SLACK-EDIT only what a person changed is an edit", () => {
  const changed = (message: Fields, previous: Fields) =>
    read(
      event({
        type: "message",
        subtype: "message_changed",
        channel: "C1",
        channel_type: "channel",
        ts: "1700000009.000000",
        message: { user: "U1", ts: "1700000000.000100", ...message },
        previous_message: { user: "U1", ts: "1700000000.000100", ...previous },
      }),
    );
  const edited = { user: "U1", ts: "1700000005.000000" };
  assert.deepEqual(changed({ text: "<@UBOT> new", edited }, { text: "old" }), {
    kind: "edited",
    place: { platform: "slack", workspace: "slack/T1", channel: "C1", kind: "channel" },
    id: "1700000000.000100",
    text: "new",
    address: "mention",
    at: 1_700_000_005_000,
  });
  const twice = changed({ text: "b", edited }, { text: "a", edited });
  assert.equal(twice?.kind === "edited" && twice.text, "b", "a second edit within the same second");
  assert.equal(changed({ text: "a", attachments: [{}] }, { text: "a" }), undefined, "unfurl");
  assert.equal(
    changed({ text: "a", edited }, { text: "a", edited }),
    undefined,
    "reply to an edited message",
  );
  assert.equal(
    changed({ text: "a", reply_count: 1, thread_ts: "1700000000.000100" }, { text: "a" }),
    undefined,
  );
  assert.equal(changed({ text: "a", edited, bot_id: "BBOT", user: "UBOT" }, {}), undefined, "our own edit");
  assert.equal(changed({ subtype: "tombstone", user: "USLACKBOT" }, { text: "a" })?.kind, "deleted");
});

test("SLACK-DELETE that a person's words or Parley's own are gone is told, not of another bot's", () => {
  const deleted = (previous: Fields) =>
    read(
      event({
        type: "message",
        subtype: "message_deleted",
        channel: "C1",
        channel_type: "channel",
        deleted_ts: "1700000000.000100",
        previous_message: previous,
      }),
    );
  const before = { user: "U1", ts: "1700000000.000100", thread_ts: "1600000000.000000" };
  assert.deepEqual(deleted(before), {
    kind: "deleted",
    place: {
      platform: "slack",
      workspace: "slack/T1",
      channel: "C1",
      kind: "channel",
      thread: "1600000000.000000",
    },
    id: "1700000000.000100",
  });
  assert.equal(deleted({ ...before, user: "UBOT", bot_id: "BBOT" })?.kind, "deleted");
  assert.equal(deleted({ ...before, user: "UOTHER", bot_id: "BOTHER" }), undefined);
});

test("A38 in a shared channel the tenant is where Parley is installed, and strangers are authors", () => {
  const body = event(
    {
      type: "app_mention",
      channel: "C1",
      user: "U7",
      team: "T9",
      ts: "1700000000.000100",
      text: "<@UBOT> hi",
    },
    { team_id: "T9", context_team_id: "T1", is_ext_shared_channel: true },
  );
  const got = read(body);
  assert.ok(got?.kind === "message");
  assert.equal(got.place.workspace, "slack/T1");
  assert.deepEqual(got.author, { id: "U7", name: "U7" });
  const orgWide = parse(body, { ...context, self: { ...self, isOrgWide: true, teamId: "T0" } });
  assert.equal(orgWide?.kind === "message" && orgWide.place.workspace, "slack/T1");
  const form: Fields = {
    type: "view_submission",
    team: null,
    user: { id: "U7" },
    trigger_id: "1.2.a",
    view: {
      callback_id: "parley:form:help",
      private_metadata: '{"channel":"C1AB"}',
      team_id: "T9",
      app_installed_team_id: "T1",
    },
  };
  const filled = parse(form, { ...context, self: { ...self, isOrgWide: true, teamId: "T0" } });
  assert.equal(filled?.kind === "command" && filled.place.workspace, "slack/T1");
});

test("SLACK-AGENT the native Stop and the opened DM are told", () => {
  const stop = read(
    event({
      type: "agent_session_stopped",
      channel: "D1",
      user: "U1",
      thread_ts: "17.1",
      streaming_message_ts: [],
    }),
  );
  assert.ok(stop?.kind === "stop");
  assert.deepEqual([stop.place.thread, stop.place.kind, stop.person.id], ["17.1", "dm", "U1"]);
  assert.equal(
    read(event({ type: "app_home_opened", tab: "messages", channel: "D1", user: "U1" }))?.kind,
    "opened",
  );
  assert.equal(read(event({ type: "app_home_opened", tab: "home", channel: "D1", user: "U1" })), undefined);
});

test("SLACK-NAMES only what will be used is looked up", () => {
  assert.deepEqual(peopleIn(said({ text: "<@UBOT> and <@U2>" }), self), ["U1", "U2"]);
  assert.deepEqual(peopleIn(said({ bot_id: "B9", text: "<@U2>" }), self), []);
  assert.equal(peopleIn(said({ text: `${"<@U2A> ".repeat(5)}<@U3> <@U4>` }), self).length, 4);
});

test("G10 nothing that can be sent makes the parser throw", () => {
  const field = fc.constantFrom(
    "type",
    "event",
    "command",
    "text",
    "user",
    "channel",
    "ts",
    "message",
    "actions",
    "files",
    "edited",
    "view",
    "state",
    "values",
    "callback_id",
    "private_metadata",
  );
  const value = fc.letrec((tie) => ({
    any: fc.oneof(
      { depthSize: "small" },
      fc.constantFrom<unknown>(
        null,
        1,
        "",
        "message",
        "message_changed",
        "event_callback",
        "block_actions",
        "U1",
      ),
      fc.array(tie("any"), { maxLength: 2 }),
      fc.dictionary(field, tie("any"), { maxKeys: 6 }),
    ),
  })).any;
  fc.assert(
    fc.property(fc.dictionary(field, value), (body) => {
      peopleIn(body as Fields, self);
      read(body as Fields);
    }),
    { numRuns: 2_000 },
  );
});

const recordings = process.env.PAYLOADS_DIR && join(process.env.PAYLOADS_DIR, "slack", "java-sdk-tests");
test("PAYLOADS recorded payloads are read without a throw and as what they are", {
  skip: !recordings,
}, () => {
  const dir = recordings as string;
  const kinds = new Map<string, Set<string>>();
  for (const file of readdirSync(dir).filter((name) => name.endsWith(".json"))) {
    const recorded = JSON.parse(readFileSync(join(dir, file), "utf8")) as unknown;
    for (const body of bodiesIn(recorded)) {
      peopleIn(body, self);
      const kind = parse(body, context)?.kind ?? "nothing";
      const name = file.split(".").slice(0, -2).join(".");
      kinds.set(name, (kinds.get(name) ?? new Set()).add(kind));
    }
  }
  const want: Record<string, string[]> = {
    // Two of the five are bots'.
    app_mention: ["message", "nothing"],
    "event_callback.app_mention": ["message"],
    "event_callback.app_mention.bot_message": ["nothing"],
    "events_api.app_mention": ["message"],
    "event_callback.reaction_added": ["nothing"],
    command: ["command"],
    slash_commands: ["command"],
    block_actions: ["nothing"],
    message_action: ["nothing"],
    view_submission: ["nothing"],
    hello: ["nothing"],
    url_verification: ["nothing"],
  };
  for (const [name, expected] of Object.entries(want)) {
    assert.deepEqual([...(kinds.get(name) ?? [])].sort(), expected, name);
  }
  const messages = kinds.get("message");
  assert.ok(messages?.has("message") && messages.has("nothing"));
});

/** A recording is a whole request, a socket's envelope, or a bare event. */
function bodiesIn(recorded: unknown): Fields[] {
  if (typeof recorded !== "object" || recorded === null) return [];
  const body = recorded as Fields;
  const payload = body.payload as Fields | undefined;
  if (payload && typeof payload === "object") return [payload];
  const isBare = body.event === undefined && ["message", "app_mention"].includes(String(body.type));
  return [isBare ? event(body) : body];
}
