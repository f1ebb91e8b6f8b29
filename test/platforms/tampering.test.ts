import assert from "node:assert/strict";
import { test } from "node:test";
import { readButtonId } from "../../src/platforms/discord/button-id.ts";
import { readForm as readModal } from "../../src/platforms/discord/form.ts";
import { readForm } from "../../src/platforms/slack/form.ts";
import { parseInteraction } from "../../src/platforms/slack/parse-interaction.ts";

const job = "0f8fad5b-d9cb-469f-a165-70867728950e";

test("A40 on Discord a custom_id that Parley did not make is nobody's button and nobody's form", () => {
  assert.deepEqual(readButtonId(`parley:confirm:${job}`), { action: "confirm", job });
  for (const forged of [
    `parley:admin:${job}`,
    `parley:__proto__:${job}`,
    `parley:constructor:${job}`,
    `parley:confirm:${job}:owner`,
    `parley:confirm:../../${job}`,
    `parley:confirm:${job}\n`,
    `PARLEY:confirm:${job}`,
    ` parley:confirm:${job}`,
    "parley:confirm:",
    `parley:confirm:${"a".repeat(65)}`,
  ])
    assert.equal(readButtonId(forged), undefined, forged);
  assert.equal(readModal("other:form:settings", []), undefined);
  assert.equal(readModal("parley:forms:settings", []), undefined);
});

const context = {
  self: { teamId: "T0ACME", userId: "U0PARLEY", botId: "B0PARLEY", isOrgWide: false, url: "" },
  team: "T0ACME",
  names: new Map<string, string>(),
  commands: [],
  receivedAt: 1,
};
const pressed = (action: Record<string, unknown>) =>
  parseInteraction(
    {
      type: "block_actions",
      trigger_id: "1.2.3",
      user: { id: "U0CLEO", team_id: "T0OTHER" },
      team: { id: "T0OTHER" },
      container: { message_ts: "1.000001", channel_id: "C0GENERAL" },
      actions: [action],
    },
    context,
  );

test("A40 on Slack an action that Parley did not make is nobody's button, and its team is not the event's to say", () => {
  const own = pressed({ action_id: "parley:confirm", value: job, block_id: "x" });
  assert.equal(own?.kind, "action");
  assert.equal(own?.place.workspace, "slack/T0ACME");
  for (const forged of [
    { action_id: "parley:__proto__", value: job },
    { action_id: "parley:toString", value: job },
    { action_id: "parley:admin", value: job },
    { action_id: "other:confirm", value: job },
    { action_id: "parley:confirm", value: "" },
    { action_id: "parley:confirm" },
    { action_id: "parley:confirm", value: { job } },
    { value: job },
  ])
    assert.equal(pressed(forged), undefined, JSON.stringify(forged));
});

test("A40 on Slack private_metadata names a place at most: no workspace, no right, nothing that is no channel", () => {
  const form = (private_metadata: unknown) =>
    readForm({ callback_id: "parley:form:settings", private_metadata, state: { values: {} } }, "T0ACME");
  const tampered = {
    channel: "C0SECRET",
    team: "T0OTHER",
    workspace: "slack/T0OTHER",
    access: "write",
    role: "owner",
  };
  const read = form(JSON.stringify(tampered));
  assert.equal(read?.place.workspace, "slack/T0ACME");
  assert.deepEqual(Object.keys(read ?? {}).sort(), ["name", "options", "place"]);
  for (const forged of [
    "",
    "null",
    "[]",
    "{",
    '{"channel":1}',
    '{"channel":"C0/../../x"}',
    '{"channel":"C0GENERAL","thread":"1\' or 1=1"}',
    '{"channel":{"$ne":1}}',
    '{"__proto__":{"channel":"C0GENERAL"}}',
  ])
    assert.equal(form(forged), undefined, forged);
});
