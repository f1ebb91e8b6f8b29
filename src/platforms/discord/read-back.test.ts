import assert from "node:assert/strict";
import { test } from "node:test";
import { jobId } from "../../core/ids.ts";
import { buttonId } from "./button-id.ts";
import { findStanding, type Wanted } from "./read-back.ts";
import { snowflakeAt } from "./snowflake.ts";
import { messageSchema, type WireMessage } from "./wire-message.ts";

const me = "1";
const job = jobId("job-1");
const other = jobId("job-2");
const wanted: Wanted = { key: { job, part: 0 }, nonce: "n", text: "hello", repliesTo: "100" };

function message(id: string, change: object): WireMessage {
  return messageSchema.parse({
    id,
    channel_id: "5",
    type: 0,
    author: { id: me, username: "Parley", bot: true },
    content: "",
    timestamp: "2026-11-01T12:00:00+00:00",
    ...change,
  });
}
const reply = { message_reference: { message_id: "100" } };
const button = (of: typeof job) => ({
  components: [{ type: 1, components: [{ type: 2, custom_id: buttonId("stop", of) }] }],
});
const find = (messages: WireMessage[], change: Partial<Wanted> = {}) =>
  findStanding(messages, me, { ...wanted, ...change });

test("F05 what stands is known by its nonce, its button, its words or what it answers", () => {
  assert.equal(find([message("101", { nonce: "n" })]), "101");
  assert.equal(find([message("101", button(job))]), "101");
  assert.equal(find([message("101", { ...reply, content: " hello " })]), "101");
  assert.equal(find([message("101", { ...reply, content: "another text" })]), "101");
  assert.equal(find([message("101", { content: "hello" })], { repliesTo: undefined }), "101");
});

test("F05 the same words, said before what is looked for can have been sent, are not taken for it", () => {
  const since = Date.UTC(2026, 10, 1);
  const change = { repliesTo: undefined, key: { job, part: 0, since } };
  const older = message(snowflakeAt(since - 1), { content: "hello" });
  const newer = message(snowflakeAt(since), { content: "hello" });
  assert.equal(find([older], change), undefined);
  assert.equal(find([older, newer], change), newer.id);
});

test("F05 what others wrote, what is older and what answers something else is not taken for it", () => {
  assert.equal(
    find([message("101", { ...reply, content: "hello", author: { id: "2", username: "x" } })]),
    undefined,
  );
  assert.equal(find([message("99", { ...reply, content: "hello" })]), undefined);
  assert.equal(
    find([message("101", { message_reference: { message_id: "98" }, content: "hello" })]),
    undefined,
  );
  assert.equal(find([message("101", { ...reply, webhook_id: "7" })]), undefined);
});

test("F05 an earlier answer to the same message, of another job, is not taken for it", () => {
  assert.equal(find([message("101", { ...reply, ...button(other), content: "hello" })]), undefined);
  const ofTwoParts = [message("101", { ...reply, content: "first part" }), message("102", button(other))];
  assert.equal(find(ofTwoParts), undefined);
  assert.equal(find([...ofTwoParts, message("103", { ...reply, content: "mine" })]), "103");
});

test("F05 later parts are known by their words, not by the buttons of the last one", () => {
  const parts = [
    message("101", { ...reply, content: "one" }),
    message("102", { content: "two", ...button(job) }),
  ];
  const part = (index: number, text: string) =>
    find(parts, { key: { job, part: index }, text, repliesTo: undefined });
  assert.equal(part(1, "two"), "102");
  assert.equal(part(1, "another text"), undefined);
});
