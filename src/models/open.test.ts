import assert from "node:assert/strict";
import { test } from "node:test";
import { manualClock } from "../../test/support/manual-clock.ts";
import { openModelSandbox } from "../../test/support/model-sandbox.ts";
import { systemClock } from "../core/clock.ts";
import { isParleyError } from "../core/errors.ts";
import type { ModelRequest } from "../core/model.ts";
import type { Models } from "../core/turn.ts";
import { createModels, type ModelSettings, openModel } from "./open.ts";
import type { PricedCall } from "./prices.ts";

const never = new AbortController().signal;
const request: ModelRequest = {
  system: "",
  messages: [{ role: "user", parts: [{ kind: "text", text: "Hi" }] }],
};

function logOf() {
  const lines: object[] = [];
  const write = (fields: object, message: string) => void lines.push({ ...fields, message });
  return { lines, log: { info: write, warn: write, error: write } };
}

const official: ModelSettings["env"] = {
  OPENAI_BASE_URL: "https://api.openai.com/v1",
  ANTHROPIC_BASE_URL: "https://api.anthropic.com",
};

test("models are opened by name, each once, and a call that broke off is logged without a word of content", async () => {
  await using sandbox = await openModelSandbox();
  const { lines, log } = logOf();
  const env = {
    OPENAI_API_KEY: sandbox.openai.apiKey,
    OPENAI_BASE_URL: sandbox.openai.baseUrl,
    ANTHROPIC_API_KEY: sandbox.anthropic.apiKey,
    ANTHROPIC_BASE_URL: sandbox.anthropic.baseUrl,
  };
  const models = createModels({ chatModel: "openai/demo", env }, { clock: systemClock, log });
  assert.deepEqual([models.default, models.names], ["openai/demo", ["openai/demo"]]);
  for (const name of ["openai/demo", "anthropic/demo"]) {
    const model = models.open(name);
    assert.equal(models.open(name), model);
    const events = await Array.fromAsync(model.generate(request, never));
    assert.deepEqual(events.at(-1), { kind: "end", reason: "stop" });
  }
  const routes = sandbox.ledger.entries
    .filter((entry) => entry.kind === "request")
    .map((entry) => entry.name);
  assert.deepEqual(routes, ["POST /chat/completions", "POST /messages"]);
  assert.deepEqual(lines, []);
  for await (const _ of models.open("openai/demo").generate(request, never)) break;
  const fields = ["model", "inputTokens", "outputTokens", "estimated", "message"];
  assert.deepEqual(
    lines.map((line) => Object.keys(line)),
    [fields],
  );
});

/** The first model can't be asked, and the second is. */
function withFallback({ openai, anthropic }: Awaited<ReturnType<typeof openModelSandbox>>) {
  return {
    ...official,
    OPENAI_API_KEY: "wrong",
    OPENAI_BASE_URL: openai.baseUrl,
    ANTHROPIC_API_KEY: anthropic.apiKey,
    ANTHROPIC_BASE_URL: anthropic.baseUrl,
    PARLEY_FALLBACK_MODEL: "anthropic/demo",
  };
}

test("F43 the fallback model answers where the first cannot", async () => {
  await using sandbox = await openModelSandbox();
  const env = withFallback(sandbox);
  const models = createModels({ chatModel: "openai/demo", env }, { clock: systemClock, log: logOf().log });
  const model = models.open("openai/demo");
  const events = await Array.fromAsync(model.generate(request, never));
  assert.ok(events.some((event) => event.kind === "text"));
});

test("a call is priced as the service knows it, and in the name of the model that answered", async () => {
  await using sandbox = await openModelSandbox();
  const env = withFallback(sandbox);
  const usage = { kind: "usage", inputTokens: 100, outputTokens: 5, cacheReadTokens: 60 } as const;
  using _ = sandbox.models.script(() => [{ kind: "text", text: "a" }, usage]);
  const calls: PricedCall[] = [];
  const price = async (call: PricedCall) => {
    calls.push(call);
    return 7;
  };
  const deps = { clock: manualClock(), log: logOf().log };
  const told = async (models: Models) => {
    const events = await Array.fromAsync(models.open("openai/demo").generate(request, never));
    return events.find((event) => event.kind === "usage");
  };
  const settings = { chatModel: "openai/demo", env };
  assert.deepEqual(await told(createModels(settings, { ...deps, price })), {
    ...usage,
    model: "anthropic/demo",
    costNanoUsd: 7,
  });
  const { kind: _kind, ...counts } = usage;
  const baseUrl = sandbox.anthropic.baseUrl;
  assert.deepEqual(
    calls.map(({ kind: _, ...call }: PricedCall & { kind?: string }) => call),
    [{ ...counts, baseUrl, model: "demo", at: deps.clock.now() }],
  );
  assert.deepEqual(await told(createModels(settings, deps)), { ...usage, model: "anthropic/demo" });
});

test("a name of another form, or of a service without a key, is refused with the reason", async () => {
  const models = createModels(
    { chatModel: "openai/gpt-6-luna", env: { ...official, OPENAI_API_KEY: "k" } },
    { clock: systemClock, log: logOf().log },
  );
  assert.ok(models.names.length > 1);
  for (const name of ["gpt-6-luna", "mistral/x", "openai/", "anthropic/claude-opus-5-5"]) {
    assert.throws(
      () => models.open(name),
      (error) => isParleyError(error, "bad_input"),
    );
  }
});

test("a failure's trace names status, code and request, and quotes nobody", async () => {
  await using sandbox = await openModelSandbox();
  const env = { ...official, OPENAI_API_KEY: "sk-very-secret", OPENAI_BASE_URL: sandbox.openai.baseUrl };
  const models = createModels({ chatModel: "openai/demo", env }, { clock: systemClock, log: logOf().log });
  const model = models.open("openai/demo");
  await assert.rejects(Array.fromAsync(model.generate(request, never)), (error) => {
    assert.ok(isParleyError(error, "model_unauthorised"));
    assert.match(String(error.cause), /^Error: status 401, invalid_api_key, request req_\w+$/);
    return true;
  });
});

test("a server's API, a model's limits and the deadlines can be set", async () => {
  await using sandbox = await openModelSandbox();
  const deps = { clock: systemClock, random: Math.random, onUsage: () => {} };
  const openai = { ...sandbox.openai, api: "responses" } as const;
  const model = openModel("openai/demo", { openai, limits: { context: 9_000 } }, deps);
  assert.equal(model.limits.context, 9_000);
  await Array.fromAsync(model.generate(request, never));
  assert.equal(sandbox.ledger.entries[0]?.name, "POST /responses");
  using _ = sandbox.models.script(() => [{ kind: "stall" }]);
  const deadlines = { firstEventMs: 1, stallMs: 1 };
  const hasty = openModel("openai/demo", { openai, deadlines }, { ...deps, random: () => 0 });
  await assert.rejects(Array.fromAsync(hasty.generate(request, never)), (error) =>
    isParleyError(error, "model_stalled"),
  );
});
