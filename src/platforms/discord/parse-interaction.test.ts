import assert from "node:assert/strict";
import { test } from "node:test";
import { PermissionFlagsBits } from "discord.js";
import { form as check, checkForm } from "../../../sandbox/discord/access/form.ts";
import { modalComponents } from "../../../sandbox/discord/forms/components.ts";
import { discordPayloads } from "../../../test/support/discord-payloads.ts";
import { survey } from "../../../test/support/test-commands.ts";
import { image } from "../../commands/image.ts";
import type { CommandSpec } from "../../core/command.ts";
import { jobId } from "../../core/ids.ts";
import { actionNames } from "../../core/inbound.ts";
import { buttonId, readButtonId } from "./button-id.ts";
import { renderForm } from "./form.ts";
import { parseInteraction } from "./parse-interaction.ts";
import { readHandle } from "./reply-handle.ts";
import { timeOf } from "./snowflake.ts";

const { ben, channel_id, thread_id, known, interaction, commands } = discordPayloads;

test("DISCORD-PARSE a slash command comes with its options, its place and a handle that can be stored", () => {
  const options = [
    { type: 3, name: "name", value: "demo" },
    { type: 10, name: "count", value: 2 },
  ];
  const event = parseInteraction(
    { ...interaction, type: 2, data: { type: 1, name: "model", options } },
    known,
    [],
  );
  assert.ok(event?.kind === "command");
  assert.deepEqual(event.options, { name: "demo", count: 2 });
  assert.deepEqual([event.place.channel, event.place.thread], [channel_id, thread_id]);
  assert.deepEqual(event.person, { id: ben.id, name: "Benny" });
  assert.deepEqual(readHandle(event.reply), { kind: "command", token: "tok" });
  assert.equal(event.reply.issuedAt, timeOf(interaction.id));
});

test("DISCORD-PARSE a command of the message menu comes with its message; one that is not Parley's is nothing", () => {
  const on = (name: string) =>
    parseInteraction(
      { ...interaction, type: 2, data: { type: 3, name, target_id: "77", resolved: { messages: {} } } },
      known,
      commands,
    );
  const event = on("Branch from here");
  assert.ok(event?.kind === "command");
  assert.deepEqual([event.name, event.options], ["branch", { from: "77" }]);
  assert.deepEqual([event.place.channel, event.place.thread], [channel_id, thread_id]);
  assert.equal(on("branch"), undefined);
});

test("DISCORD-PARSE a button comes with its job; any other component only wants to be acknowledged", () => {
  const job = jobId("0198-aa");
  const data = { component_type: 2, custom_id: buttonId("regenerate", job) };
  const event = parseInteraction({ ...interaction, type: 3, message: { id: "5" }, data }, known, []);
  assert.ok(event?.kind === "action");
  assert.deepEqual([event.action, event.job, event.message], ["regenerate", job, "5"]);
  assert.deepEqual(readHandle(event.reply), { kind: "button", token: "tok" });
  for (const custom_id of [
    "parley:explode:1",
    "parley:stop:",
    `parley:stop:${"x".repeat(80)}`,
    "other",
    "",
  ]) {
    const stray = parseInteraction(
      { ...interaction, type: 3, message: { id: "5" }, data: { custom_id } },
      known,
      [],
    );
    assert.equal(stray?.kind, "stray");
  }
});

test("DISCORD-PARSE every button's id comes back as what it was made of", () => {
  for (const action of actionNames) {
    const job = jobId("0198-aa");
    assert.deepEqual(readButtonId(buttonId(action, job)), { action, job });
  }
});

const modal = check.object({
  "custom_id!": check.text(1, 100),
  "title!": check.text(1, 45),
  "components!": modalComponents,
});

test("DISCORD-FORM what was filled in is the command again, every field with its value", () => {
  const form = renderForm({
    kind: "form",
    command: survey,
    values: { motto: "m", tone: "kind", friend: "77" },
  });
  checkForm(form, modal);
  const filled: Record<string, object> = {
    tone: { values: ["stern"] },
    motto: { value: "" },
    "long-story": { value: "two\nlines" },
    count: { value: "2" },
    friend: { values: [] },
  };
  const components = form.components.map(({ type, component }) => ({
    type,
    component: { type: component.type, custom_id: component.custom_id, ...filled[component.custom_id] },
  }));
  const data = { custom_id: form.custom_id, components };
  const event = parseInteraction({ ...interaction, type: 5, data }, known, []);
  assert.ok(event?.kind === "command");
  assert.equal(event.name, survey.name);
  assert.deepEqual(event.options, {
    tone: "stern",
    motto: "",
    "long-story": "two\nlines",
    count: "2",
    friend: "",
  });
  assert.deepEqual([event.place.channel, event.place.thread], [channel_id, thread_id]);
  assert.equal(readHandle(event.reply).kind, "command");
  for (const custom_id of ["", "other:form:survey", "parley:stop:1"])
    assert.equal(
      parseInteraction({ ...interaction, type: 5, data: { ...data, custom_id } }, known, []),
      undefined,
    );
});

test("DISCORD-FORM pictures have no field, five options do, and the answer it is about comes back", () => {
  const about = jobId("0198-aa");
  const form = renderForm({ kind: "form", command: image, values: {}, about });
  checkForm(form, modal);
  const fields = form.components.map(({ component }) => component.custom_id);
  assert.deepEqual(fields, ["prompt", "size", "quality", "count", "style"]);
  const sent = (custom_id: string) => {
    const event = parseInteraction({ ...interaction, type: 5, data: { custom_id } }, known, []);
    return event?.kind === "command" ? [event.name, event.about, "about" in event] : event;
  };
  assert.deepEqual(sent(form.custom_id), ["image", about, true]);
  const bare = renderForm({ kind: "form", command: image, values: {} });
  assert.deepEqual(sent(bare.custom_id), ["image", undefined, false]);
  assert.deepEqual(sent(`${bare.custom_id}:`), ["image", undefined, false]);
});

test("DISCORD-FORM its names and texts stay within Discord's limits", () => {
  const long = "x".repeat(32);
  const choices = Array.from({ length: 25 }, (_, at) => ({ name: "y".repeat(120), value: `${at}` }));
  const command: CommandSpec = {
    name: long,
    summary: "",
    options: [
      { kind: "choice", name: long, summary: "s".repeat(100), required: true, choices },
      { kind: "text", name: "t", summary: "s".repeat(130), required: true, maxLength: 6_000 },
    ],
  };
  checkForm(renderForm({ kind: "form", command, values: {} }), modal);
});

test("DISCORD-ACCESS an interaction says what its person may do there; a thread goes by its own right", () => {
  const { ViewChannel, SendMessages, SendMessagesInThreads, Administrator } = PermissionFlagsBits;
  const accessOf = (where: object, permissions?: string) => {
    const member = { ...interaction.member, ...(permissions === undefined ? {} : { permissions }) };
    const data = { type: 1, name: "help" };
    const event = parseInteraction({ ...interaction, ...where, member, type: 2, data }, known, []);
    return event?.kind === "command" ? event.access : assert.fail("no command");
  };
  const channel = { channel_id, channel: { id: channel_id, type: 0 } };
  const bits = (...some: bigint[]) => some.reduce((sum, one) => sum | one, 0n).toString();
  assert.equal(accessOf(channel, bits(ViewChannel, SendMessages)), "write");
  assert.equal(accessOf(channel, bits(ViewChannel, SendMessagesInThreads)), "read");
  assert.equal(accessOf({}, bits(ViewChannel, SendMessages)), "read");
  assert.equal(accessOf({}, bits(ViewChannel, SendMessagesInThreads)), "write");
  assert.equal(accessOf(channel, bits(Administrator)), "write");
  assert.equal(accessOf(channel, "0"), "none");
  assert.equal(accessOf(channel), undefined);
  const direct = { guild_id: undefined, channel: { id: channel_id, type: 1 }, channel_id };
  assert.equal(accessOf(direct), "write");
});
