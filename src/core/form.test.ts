import assert from "node:assert/strict";
import { test } from "node:test";
import { manualClock } from "../../test/support/manual-clock.ts";
import { askForm, opensForm } from "./form.ts";
import { heading } from "./form-fields.ts";
import type { FormAnswer } from "./platform.ts";

const spec = { name: "settings", summary: "", options: [], opensForm: true };
const form: FormAnswer = { kind: "form", command: spec, values: {} };

function asking(answer: Promise<FormAnswer>, agoMs = 0) {
  const clock = manualClock();
  const logged: string[] = [];
  const keep = (_: object, message: string) => void logged.push(message);
  const log = { info: keep, warn: keep, error: keep };
  return { clock, logged, asked: askForm(answer, clock.now() - agoMs, { clock, log }) };
}

test("FORM what comes in time is shown, however long the wait has been before", async () => {
  const { promise, resolve } = Promise.withResolvers<FormAnswer>();
  const { clock, logged, asked } = asking(promise, 1_000);
  await clock.advance(999);
  resolve(form);
  assert.deepEqual(await asked, form);
  await clock.advance(10_000);
  assert.deepEqual(logged, []);
});

test("FORM what comes too late or not at all is said instead, and noted", async () => {
  const { clock, logged, asked } = asking(new Promise(() => {}), 1_000);
  await clock.advance(1_001);
  const answer = await asked;
  assert.ok(answer.kind === "refused" && /try again/.test(answer.text));
  const broken = asking(Promise.reject(new Error("the store is down")));
  assert.deepEqual(await broken.asked, answer);
  assert.deepEqual([logged.length, broken.logged.length], [1, 1]);
});

test("FORM only a command that says so opens one, and only without options", () => {
  const commands = [spec, { ...spec, name: "model", opensForm: false }];
  assert.equal(opensForm({ name: "settings", options: {} }, commands), true);
  assert.equal(opensForm({ name: "settings", options: { persona: "" } }, commands), false);
  assert.equal(opensForm({ name: "model", options: {} }, commands), false);
  assert.equal(opensForm({ name: "gone", options: {} }, commands), false);
  assert.equal(heading("answer-in"), "Answer in");
});
