import assert from "node:assert/strict";
import { test } from "node:test";
import { checkView } from "../../../sandbox/slack/blocks/validate.ts";
import { survey } from "../../../test/support/test-commands.ts";
import { image } from "../../commands/image.ts";
import type { CommandSpec } from "../../core/command.ts";
import { jobId, workspaceId } from "../../core/ids.ts";
import type { Place } from "../../core/inbound.ts";
import { readForm, renderForm } from "./form.ts";

const channel: Place = {
  platform: "slack",
  workspace: workspaceId("slack", "T1"),
  channel: "C0GENERAL",
  kind: "channel",
};
const form = (command: CommandSpec, values: Record<string, string> = {}) =>
  ({ kind: "form", command, values }) as const;

/** The view as it comes back. */
function sent(place: Place, held: Record<string, object>, changes: object = {}) {
  const view = renderForm(form(survey), place);
  const values = Object.fromEntries(Object.entries(held).map(([name, value]) => [name, { [name]: value }]));
  return { ...view, state: { values }, ...changes };
}

test("SLACK-FORM what was filled in is the command again, in its place, every field with its value", () => {
  const held = {
    tone: { type: "static_select", selected_option: { value: "stern" } },
    motto: { type: "plain_text_input", value: null },
    "long-story": { type: "plain_text_input", value: "two\nlines" },
    count: { type: "plain_text_input", value: "2" },
    friend: { type: "users_select", selected_user: null },
  };
  const options = { tone: "stern", motto: "", "long-story": "two\nlines", count: "2", friend: "" };
  const dm: Place = { ...channel, channel: "D0ANN", kind: "dm" };
  for (const place of [channel, { ...channel, thread: "1700000000.000100" }, dm])
    assert.deepEqual(readForm(sent(place, held), "T1"), { name: "survey", options, place });
});

test("SLACK-FORM where it belongs is read strictly, and never tells the workspace", () => {
  const metadata = (value: unknown) => ({
    private_metadata: typeof value === "string" ? value : JSON.stringify(value),
  });
  const placeOf = (value: unknown) => readForm(sent(channel, {}, metadata(value)), "T2")?.place;
  const claimed = { channel: "C1AB", workspace: "slack/T9", team: "T9", platform: "discord", kind: "dm" };
  assert.deepEqual(placeOf(claimed), {
    platform: "slack",
    workspace: "slack/T2",
    channel: "C1AB",
    kind: "channel",
  });
  for (const value of [
    "",
    "{",
    "null",
    "[]",
    {},
    { channel: 7 },
    { channel: "general" },
    { channel: "C1AB/../D1" },
    { channel: "C1AB", thread: 17 },
    { channel: "C1AB", thread: "17" },
    { channel: "C1AB", thread: "1700000000.000100 " },
    { channel: "C1AB", thread: null },
  ]) {
    assert.equal(placeOf(value), undefined, JSON.stringify(value));
  }
  const others = sent(channel, {}, { callback_id: "other:form:survey" });
  assert.equal(readForm(others, "T1"), undefined);
  assert.equal(readForm(undefined, "T1"), undefined);
});

test("SLACK-FORM pictures have no field, five options do, and the answer it is about comes back", () => {
  const about = jobId("0198-aa");
  const view = renderForm({ ...form(image), about }, channel);
  checkView({ ...view });
  const fields = view.blocks.map((block) => block.block_id);
  assert.deepEqual(fields, ["prompt", "size", "quality", "count", "style"]);
  const back = (private_metadata: string | undefined) =>
    readForm({ ...view, private_metadata, state: { values: {} } }, "T1");
  assert.deepEqual(back(view.private_metadata), { name: "image", options: {}, place: channel, about });
  const bare = { name: "image", options: {}, place: channel };
  assert.deepEqual(back(renderForm(form(image), channel).private_metadata), bare);
  for (const hostile of [7, null, "", {}, ["0198-aa"]]) {
    const metadata = JSON.stringify({ channel: channel.channel, about: hostile });
    assert.deepEqual(back(metadata), bare, metadata);
  }
});

test("SLACK-FORM its names and texts stay within Slack's limits", () => {
  const values = { tone: "kind", motto: "m", "long-story": "s", count: "1", friend: "U1" };
  checkView({ ...renderForm(form(survey, values), channel) });
  const long = "x".repeat(32);
  const command: CommandSpec = {
    name: long,
    summary: "",
    options: [
      {
        kind: "choice",
        name: long,
        summary: "s",
        required: true,
        choices: [{ name: "y".repeat(90), value: "v" }],
      },
      { kind: "text", name: "t", summary: "s", required: true, maxLength: 6_000 },
    ],
  };
  checkView({ ...renderForm(form(command, { [long]: "none of them" }), channel) });
});
