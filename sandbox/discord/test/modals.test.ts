import assert from "node:assert/strict";
import { test } from "node:test";
import { respond, startAsking } from "../../../test/support/discord-interactions.ts";
import type { Fixture, Reply } from "../../../test/support/discord-sandbox.ts";
import type { Interaction } from "../world/interaction.ts";

const loneButton = (custom_id: string) => [
  { type: 1, components: [{ type: 2, style: 1, label: "x", custom_id }] },
];

const hook = ({ call, discord }: Fixture, method: string, { token }: Interaction, path = "", body?: object) =>
  call(method, `/webhooks/${discord.application.id}/${token}${path}`, body, { authorization: "" });
const outcome = (reply: Reply) => [reply.status, reply.body.code];

test("DISCORD-COMPONENT-UPDATE: a press is acknowledged, changes its message or answers it", async () => {
  const { fixture, ben } = await startAsking();
  await using _ = fixture;
  const { discord } = fixture;
  const made = await fixture.call("POST", `/channels/${discord.named.channels.general}/messages`, {
    content: "x",
    components: loneButton("go"),
  });
  const press = () => ben.press(made.body.id, "go");
  const silent = press();
  await respond(fixture, silent, 6);
  assert.equal(silent.state.kind, "acknowledged");
  const updating = press();
  await respond(fixture, updating, 7, { content: "y" });
  assert.deepEqual(
    [updating.state.kind, discord.state.messages.get(made.body.id)?.content],
    ["updated", "y"],
  );
  const replying = press();
  await respond(fixture, replying, 4, { content: "z" });
  const reply = discord.state.messages.get(replying.originalId ?? "");
  assert.deepEqual([reply?.content, reply?.message_reference?.message_id], ["z", made.body.id]);
  await respond(fixture, press(), 7, { components: [] });
  assert.throws(press, /no component go/);
});

test("DISCORD-COMPONENT-SELECT: a menu sends the values chosen, as many as it allows", async () => {
  const { fixture, ben } = await startAsking();
  await using _ = fixture;
  const options = ["a", "b", "c"].map((value) => ({ label: value, value }));
  const made = await fixture.call("POST", `/channels/${fixture.discord.named.channels.general}/messages`, {
    content: "x",
    components: [{ type: 1, components: [{ type: 3, custom_id: "m", max_values: 2, options }] }],
  });
  const chosen = ben.select(made.body.id, "m", ["a", "c"]);
  assert.deepEqual([chosen.data.component_type, chosen.data.values], [3, ["a", "c"]]);
  assert.throws(() => ben.select(made.body.id, "m", ["a", "b", "c"]), /between 1 and 2/);
  assert.throws(() => ben.select(made.body.id, "m", ["z"]), /no option z/);
});

test("DISCORD-MODAL: a modal opens, is filled in within its limits, and its submission is answered", async () => {
  const { fixture, ask, ben } = await startAsking();
  await using _ = fixture;
  const input = { type: 4, custom_id: "why", style: 1, min_length: 2, max_length: 5, required: true };
  const components = [{ type: 18, label: "Why", component: input }];
  const opened = ask();
  await respond(fixture, opened, 9, { custom_id: "form", title: "Form", components });
  assert.equal(opened.state.kind, "modal");
  assert.throws(() => ben.submitModal(opened, { why: "x" }), /less than 2/);
  assert.throws(() => ben.submitModal(opened, {}), /must be filled in/);
  const submitted = ben.submitModal(opened, { why: "yes" });
  const sent = (submitted.data.components as { component: { value: string } }[])[0];
  assert.deepEqual([submitted.type, submitted.data.custom_id, sent?.component.value], [5, "form", "yes"]);
  assert.equal((await respond(fixture, submitted, 9, {})).body.code, 50035);
  assert.equal((await respond(fixture, submitted, 4, { content: "thanks" })).status, 204);
  const thanks = fixture.discord.state.messages.get(submitted.originalId ?? "");
  const { triggering_interaction_metadata: trigger } = thanks?.interaction_metadata ?? {};
  assert.equal((trigger as { id: string }).id, opened.id);
  for (const wrong of [
    { custom_id: "form", title: "t".repeat(46), components },
    { custom_id: "form", title: "t", components: [] },
    { custom_id: "form", title: "t", components: Array.from({ length: 6 }, () => components[0]) },
    { title: "t", components },
  ]) {
    assert.equal((await respond(fixture, ask(), 9, wrong)).body.code, 50035);
  }
});

test("DISCORD-MODAL-FIRST: a modal is a first answer only: after thinking was shown it is 40060, and to a submission never", async () => {
  const { fixture, ask, ben } = await startAsking();
  await using _ = fixture;
  const components = [{ type: 18, label: "Why", component: { type: 4, custom_id: "why", style: 1 } }];
  const modal = { custom_id: "form", title: "Form", components };
  const deferred = ask();
  await respond(fixture, deferred, 5);
  assert.deepEqual(outcome(await respond(fixture, deferred, 9, modal)), [400, 40060]);
  const opened = ask();
  await respond(fixture, opened, 9, modal);
  assert.deepEqual(outcome(await hook(fixture, "GET", opened, "/messages/@original")), [404, 10008]);
  const submitted = ben.submitModal(opened, { why: "so" });
  assert.equal((await respond(fixture, submitted, 9, modal)).body.code, 50035);
});

test("DISCORD-MODAL-FIELDS: menus and texts stand in labels of 45; what was preset is sent, a required menu wants a value", async () => {
  const { fixture, ask, ben } = await startAsking();
  await using _ = fixture;
  const { chloe } = fixture.discord.named.users;
  const options = [
    { label: "A", value: "a" },
    { label: "B", value: "b", default: true },
  ];
  const menu = (fields: object = {}) => ({ type: 3, custom_id: "menu", options, ...fields });
  const people = (fields: object = {}) => ({ type: 5, custom_id: "who", ...fields });
  const text = (fields: object = {}) => ({ type: 4, custom_id: "text", style: 2, ...fields });
  const label = (component: object, name = "Field") => ({ type: 18, label: name, component });
  const open = async (...components: object[]) => {
    const opened = ask();
    return [await respond(fixture, opened, 9, { custom_id: "f", title: "F", components }), opened] as const;
  };
  const sent = (values: Parameters<typeof ben.submitModal>[1], opened: Interaction) =>
    (
      ben.submitModal(opened, values).data.components as {
        component: { value?: string; values?: string[] };
      }[]
    ).map(({ component }) => component.value ?? component.values);
  const all = [
    label(menu({ required: false, min_values: 0 })),
    label(people({ required: false, min_values: 0, default_values: [{ id: chloe, type: "user" }] })),
    label(text({ required: false, value: "before" })),
  ];
  const [shown, opened] = await open(...all);
  assert.equal(shown.status, 204);
  assert.deepEqual(sent({}, opened), [["b"], [chloe], "before"]);
  assert.deepEqual(sent({ menu: [], who: [], text: "" }, opened), [[], [], ""]);
  assert.throws(() => sent({ menu: ["z"] }, opened), /no option z/);
  assert.throws(() => sent({ who: ["1"] }, opened), /no option 1/);
  assert.throws(() => sent({ other: "x" }, opened), /no field other/);
  const [, strict] = await open(label(menu()));
  assert.throws(() => sent({ menu: [] }, strict), /between 1 and 1/);
  for (const wrong of [
    label(text(), "l".repeat(46)),
    label(text({ label: "its own" })),
    label(menu({ disabled: true })),
    label(menu({ min_values: 0 })),
    label(people({ default_values: [{ id: chloe, type: "role" }] })),
    { type: 1, components: [menu(), menu()] },
  ]) {
    assert.equal((await open(wrong))[0].body.code, 50035, JSON.stringify(wrong));
  }
});

test("DISCORD-AUTOCOMPLETE: what is typed arrives as focused; at most 25 choices come back", async () => {
  const { fixture, ben } = await startAsking();
  await using _ = fixture;
  const { general } = fixture.discord.named.channels;
  const typed = ben.autocomplete(general, "ask", { what: "pa" }, "what");
  assert.deepEqual(typed.data.options, [{ type: 3, name: "what", value: "pa", focused: true }]);
  const choices = (count: number) =>
    Array.from({ length: count }, (_, at) => ({ name: `n${at}`, value: `v${at}` }));
  assert.equal((await respond(fixture, typed, 8, { choices: choices(26) })).body.code, 50035);
  assert.equal((await respond(fixture, typed, 8, { choices: choices(25) })).status, 204);
  assert.equal(typed.state.kind === "choices" && typed.state.choices.length, 25);
});
