import assert from "node:assert/strict";
import { test } from "node:test";
import { openModelSandbox } from "../../test/support/model-sandbox.ts";
import { systemClock } from "../core/clock.ts";
import { isParleyError } from "../core/errors.ts";
import { createImageModels } from "./open-images.ts";
import type { PricedCall } from "./prices.ts";

const never = new AbortController().signal;
const request = { prompt: "a cat", count: 1, size: "auto", quality: "auto" } as const;
const quiet = { info() {}, warn() {}, error() {} };
const official = { OPENAI_BASE_URL: "https://api.openai.com/v1" };
const usual = "openai/gpt-image-1.5";

test("image models are opened by name, each once, and what each call took is priced as the service knows it", async () => {
  await using sandbox = await openModelSandbox();
  const env = { OPENAI_API_KEY: sandbox.openai.apiKey, OPENAI_BASE_URL: sandbox.openai.baseUrl };
  const calls: PricedCall[] = [];
  const price = async (call: PricedCall) => void calls.push(call);
  const deps = { clock: systemClock, log: quiet, price };
  const models = createImageModels({ imageModel: usual, env }, deps);
  assert.deepEqual([models.default, models.names], [usual, [usual]]);
  assert.equal(models.open(usual), models.open(usual));
  const { usage } = await models.open("openai/gpt-image-2").generate(request, never);
  assert.deepEqual(usage, { model: "openai/gpt-image-2", inputTokens: 2, outputTokens: 1_056 });
  const counts = { inputTokens: 2, inputImageTokens: 0, outputTokens: 1_056, outputImageTokens: 1_056 };
  assert.deepEqual(
    calls.map(({ at, ...call }) => call),
    [{ ...counts, baseUrl: env.OPENAI_BASE_URL, model: "gpt-image-2" }],
  );
});

test("none is the usual one where none is set up, and a name of another form or service is refused", () => {
  const deps = { clock: systemClock, log: quiet };
  const none = createImageModels({ env: official }, deps);
  assert.deepEqual([none.default, none.names], [undefined, []]);
  const set = createImageModels({ imageModel: usual, env: { ...official, OPENAI_API_KEY: "k" } }, deps);
  assert.ok(set.names.length > 1);
  const refused = (error: unknown) => isParleyError(error, "bad_input");
  assert.throws(() => none.open(usual), refused);
  for (const name of ["gpt-image-2", "anthropic/x", "openai/"]) assert.throws(() => set.open(name), refused);
});

test("a call for pictures that broke off is logged with a guess, without a word of content", async () => {
  await using sandbox = await openModelSandbox();
  using _ = sandbox.models.scriptImages([[{ kind: "stall" }]]);
  const lines: object[] = [];
  const info = (fields: object, message: string) => void lines.push({ ...fields, message });
  const env = { OPENAI_API_KEY: sandbox.openai.apiKey, OPENAI_BASE_URL: sandbox.openai.baseUrl };
  const models = createImageModels({ env }, { clock: systemClock, log: { ...quiet, info } });
  const stop = new AbortController();
  const making = models.open(usual).generate(request, stop.signal);
  await sandbox.ledger.until(({ kind }) => kind === "request");
  stop.abort();
  await assert.rejects(making, (error) => isParleyError(error, "cancelled"));
  const message = "a call for pictures broke off; what it cost is a guess";
  assert.deepEqual(lines, [{ model: usual, inputTokens: 2, outputTokens: 1_056, estimated: true, message }]);
});
