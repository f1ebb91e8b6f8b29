import assert from "node:assert/strict";
import { test } from "node:test";
import OpenAI from "openai";
import { manualClock } from "../support/manual-clock.ts";
import { type ModelSandbox, openModelSandbox } from "../support/model-sandbox.ts";

function say(sandbox: ModelSandbox, input: string) {
  const client = new OpenAI({
    apiKey: sandbox.openai.apiKey,
    baseURL: sandbox.openai.baseUrl,
    maxRetries: 0,
  });
  return client.responses.create({ model: "demo", input });
}

test("without a script the demo model says that it is one and quotes what was said", async () => {
  await using sandbox = await openModelSandbox();
  const { output_text: text } = await say(sandbox, "What is\nup?");
  assert.match(text, /^Demo model: /);
  assert.match(text, /> What is\n> up\?/);
  assert.equal((await say(sandbox, "What is\nup?")).output_text, text);
});

test("the demo model shows long answers, code and tables when asked to", async () => {
  await using sandbox = await openModelSandbox();
  assert.ok((await say(sandbox, "a long answer please")).output_text.length > 4_000);
  assert.match((await say(sandbox, "some code")).output_text, /```js[\s\S]*```/);
  assert.match((await say(sandbox, "a table")).output_text, /\| --- \|/);
});

test("the demo model asked to be slow waits between words, by the sandbox's clock", async () => {
  const clock = manualClock();
  await using sandbox = await openModelSandbox(clock);
  const client = new OpenAI({
    apiKey: sandbox.openai.apiKey,
    baseURL: sandbox.openai.baseUrl,
    maxRetries: 0,
  });
  const stream = await client.responses.create({ model: "demo", input: "slow", stream: true });
  let words = "";
  for await (const event of stream) {
    if (event.type === "response.output_text.delta") words += event.delta;
    await clock.advance(250);
  }
  assert.match(words, /behind this answer\.$/);
  assert.ok(clock.monotonic() > 5_000);
});

test("a scripted list fails a request too many, and fails its test for one too few", async () => {
  await using sandbox = await openModelSandbox();
  const tooMany = sandbox.models.script([[{ kind: "text", text: "one" }]]);
  assert.equal((await say(sandbox, "x")).output_text, "one");
  await assert.rejects(say(sandbox, "x"), /500/);
  assert.throws(() => tooMany[Symbol.dispose](), /requests to the scripted model/);
  const tooFew = sandbox.models.script([[], []]);
  await say(sandbox, "x");
  assert.throws(() => tooFew[Symbol.dispose](), /requests to the scripted model/);
});

test("a script sees who asked what", async () => {
  await using sandbox = await openModelSandbox();
  using _ = sandbox.models.script((asked) => [
    { kind: "text", text: `${asked.api} ${asked.turns.length} ${asked.turns[0]?.text}` },
  ]);
  assert.equal((await say(sandbox, "hey")).output_text, "responses 1 hey");
});
