import assert from "node:assert/strict";
import { test } from "node:test";
import Anthropic, { type APIError } from "@anthropic-ai/sdk";
import { type ModelSandbox, openModelSandbox } from "../support/model-sandbox.ts";

function clientOf(sandbox: ModelSandbox): Anthropic {
  return new Anthropic({
    apiKey: sandbox.anthropic.apiKey,
    baseURL: sandbox.anthropic.baseUrl,
    maxRetries: 0,
  });
}

/** A raw POST, for what the client would not send. */
async function post(
  sandbox: ModelSandbox,
  body: unknown,
  headers: Record<string, string> = {},
  path = "/messages",
) {
  const answer = await fetch(`${sandbox.anthropic.baseUrl}/v1${path}`, {
    method: "POST",
    headers: {
      "x-api-key": sandbox.anthropic.apiKey,
      "anthropic-version": "2026-10-21",
      "content-type": "application/json",
      ...headers,
    },
    body: JSON.stringify(body),
  });
  const { error } = (await answer.json()) as { error?: { type: string; message: string } };
  return { status: answer.status, headers: answer.headers, error };
}

const user = (content: unknown) => ({ role: "user", content });
const ask = { model: "demo", max_tokens: 100, messages: [user("hi")] };
const asked = { model: "demo", max_tokens: 100, messages: [{ role: "user" as const, content: "hi" }] };

test("ANTHROPIC-AUTH: a request without the right key is refused", async () => {
  await using sandbox = await openModelSandbox();
  for (const key of ["", "nope"]) {
    const { status, error } = await post(sandbox, ask, { "x-api-key": key });
    assert.deepEqual([status, error?.type], [401, "authentication_error"]);
  }
});

test("ANTHROPIC-VERSION: the version has to be named and known", async () => {
  await using sandbox = await openModelSandbox();
  const bad = await post(sandbox, ask, { "anthropic-version": "2020-01-01" });
  assert.match(bad.error?.message ?? "", /not a valid version/);
  const none = await post(sandbox, ask, { "anthropic-version": "" });
  assert.match(none.error?.message ?? "", /anthropic-version: header is required/);
});

test("ANTHROPIC-ERROR-SHAPE: errors have the service's shape, and answers an id", async () => {
  await using sandbox = await openModelSandbox();
  const failed = clientOf(sandbox).messages.create({ ...asked, model: "claude-0" });
  await assert.rejects(failed, (e: APIError) => {
    assert.deepEqual(Object.keys(e.error as object).sort(), ["error", "request_id", "type"]);
    return /^req_/.test(e.requestID ?? "");
  });
});

test("ANTHROPIC-PARAMETERS: what does not fit is refused and named", async () => {
  await using sandbox = await openModelSandbox();
  const refused = async (body: unknown) => (await post(sandbox, body)).error?.message;
  assert.equal(await refused({ model: "demo", messages: [user("hi")] }), "max_tokens: Field required");
  assert.equal(await refused({ ...ask, streem: true }), "streem: Extra inputs are not permitted");
  assert.equal(await refused({ ...ask, stream: "yes" }), "stream: Input should be a valid boolean");
  assert.equal(
    await refused({ ...ask, max_tokens: 0 }),
    "max_tokens: Input should be greater than or equal to 1",
  );
  assert.equal(await refused({ ...ask, messages: [] }), "messages: at least one message is required");
  const block = { type: "text", text: "x", txt: "y" };
  assert.equal(
    await refused({ ...ask, messages: [user([block])] }),
    "messages.0.content.0.txt: Extra inputs are not permitted",
  );
});

test("ANTHROPIC-SAMPLING: sampling parameters went with version 2026-10-21", async () => {
  await using sandbox = await openModelSandbox();
  const { status, error } = await post(sandbox, { ...ask, temperature: 1 });
  assert.deepEqual([status, error?.type], [400, "invalid_request_error"]);
  assert.equal(
    (await post(sandbox, { ...ask, temperature: 1 }, { "anthropic-version": "2023-06-01" })).status,
    200,
  );
});

test("ANTHROPIC-PREFILL: a newer model's answer cannot be begun for it", async () => {
  await using sandbox = await openModelSandbox();
  const messages = [user("hi"), { role: "assistant", content: "Hel" }];
  assert.match((await post(sandbox, { ...ask, messages })).error?.message ?? "", /prefill/);
  assert.equal((await post(sandbox, { ...ask, model: "claude-haiku-4-5", messages })).status, 200);
});

test("ANTHROPIC-UNKNOWN-MODEL: a model that does not exist is not found", async () => {
  await using sandbox = await openModelSandbox();
  const { status, error } = await post(sandbox, { ...ask, model: "claude-0" });
  assert.deepEqual([status, error?.type], [404, "not_found_error"]);
});

test("ANTHROPIC-CONTEXT: too long a prompt is refused", async () => {
  await using sandbox = await openModelSandbox();
  const { status, error } = await post(sandbox, {
    ...ask,
    model: "demo-tiny",
    messages: [user("word ".repeat(600))],
  });
  assert.equal(status, 400);
  assert.match(error?.message ?? "", /prompt is too long: \d+ tokens > 500 maximum/);
});

test("ANTHROPIC-OUTPUT-LIMIT: too high a limit is refused", async () => {
  await using sandbox = await openModelSandbox();
  const { error } = await post(sandbox, { ...ask, max_tokens: 999_999 });
  assert.match(error?.message ?? "", /maximum allowed number of output tokens/);
});

test("ANTHROPIC-EMPTY-TEXT: nothing empty is taken, nor white space at the very end", async () => {
  await using sandbox = await openModelSandbox();
  const refused = async (messages: unknown[], model = "demo") =>
    (await post(sandbox, { ...ask, model, messages })).error?.message;
  assert.match((await refused([user([{ type: "text", text: "" }])])) ?? "", /non-empty/);
  assert.match((await refused([user("")])) ?? "", /non-empty content/);
  const trailing = [user("hi"), { role: "assistant", content: "Hello " }];
  assert.match((await refused(trailing, "claude-haiku-4-5")) ?? "", /trailing whitespace/);
});

test("ANTHROPIC-IMAGE-INPUT: images of other kinds, or too large, are refused", async () => {
  await using sandbox = await openModelSandbox();
  const status = async (media_type: string, data: string) => {
    const source = { type: "base64", media_type, data };
    return (await post(sandbox, { ...ask, messages: [user([{ type: "image", source }])] })).status;
  };
  assert.equal(await status("image/png", "AAAA"), 200);
  assert.equal(await status("image/bmp", "AAAA"), 400);
  assert.equal(await status("image/png", "???"), 400);
  assert.equal(await status("image/png", "A".repeat(7_000_000)), 400);
});

test("ANTHROPIC-TOOL-PAIRS: calls and results belong together", async () => {
  await using sandbox = await openModelSandbox();
  const call = (id: string) => ({ type: "tool_use", id, name: "f", input: {} });
  const result = (id: string) => ({ type: "tool_result", tool_use_id: id, content: "1" });
  const calls = { role: "assistant", content: [call("a"), call("b")] };
  const refused = async (messages: unknown[]) =>
    (await post(sandbox, { ...ask, messages })).error?.message ?? "";
  assert.match(await refused([user([result("a")])]), /unexpected `tool_use_id`/);
  assert.match(await refused([user("x"), calls, user([result("a")])]), /without `tool_result` blocks.*: b/);
  assert.match(await refused([user("x"), calls]), /without `tool_result`/);
  assert.equal(await refused([user("x"), calls, user([result("a"), result("b")])]), "");
});

test("ANTHROPIC-STREAM: a message comes in blocks, from start to stop", async () => {
  await using sandbox = await openModelSandbox();
  using _ = sandbox.models.script([
    [
      { kind: "thinking" },
      { kind: "text", text: "Hi" },
      { kind: "ping" },
      { kind: "tool-call", name: "f", args: { a: 1 } },
    ],
  ]);
  const answer = await clientOf(sandbox)
    .messages.create({ ...asked, stream: true })
    .asResponse();
  const names = [...(await answer.text()).matchAll(/^event: (.*)$/gm)].map((match) => match[1]);
  const block = (deltas: number) => [
    "content_block_start",
    ...Array.from({ length: deltas }, () => "content_block_delta"),
    "content_block_stop",
  ];
  const said = ["content_block_start", "content_block_delta", "ping", "content_block_stop"];
  assert.deepEqual(names, [
    "message_start",
    "ping",
    ...block(2),
    ...said,
    ...block(3),
    "message_delta",
    "message_stop",
  ]);
});

test("ANTHROPIC-REFUSAL: a stopped answer ends with the reason refusal", async () => {
  await using sandbox = await openModelSandbox();
  using _ = sandbox.models.script([
    [{ kind: "end", reason: "refusal" }],
    [
      { kind: "text", text: "Well" },
      { kind: "end", reason: "content_filter" },
    ],
  ]);
  for (const length of [0, 1]) {
    const message = await clientOf(sandbox).messages.create(asked);
    assert.deepEqual([message.stop_reason, message.stop_details?.type], ["refusal", "refusal"]);
    assert.equal(message.content.length, length);
  }
});

test("ANTHROPIC-CACHED-INPUT: what a cache had to do with is counted apart", async () => {
  await using sandbox = await openModelSandbox();
  const usage = { kind: "usage", inputTokens: 100, outputTokens: 5 } as const;
  const cached = { ...usage, cacheReadTokens: 60, cacheWriteTokens: 30 } as const;
  using _ = sandbox.models.script([[cached], [cached]]);
  const counts = { input_tokens: 10, cache_read_input_tokens: 60, cache_creation_input_tokens: 30 };
  const whole = (await clientOf(sandbox).messages.create(asked)).usage;
  assert.partialDeepStrictEqual(whole, {
    ...counts,
    cache_creation: { ephemeral_5m_input_tokens: 30, ephemeral_1h_input_tokens: 0 },
  });
  const events = await Array.fromAsync(await clientOf(sandbox).messages.create({ ...asked, stream: true }));
  const delta = events.find((event) => event.type === "message_delta");
  assert.partialDeepStrictEqual(delta?.usage, counts);
});

test("ANTHROPIC-OVERLOADED: overload has statuses, and an event of its own inside a stream", async () => {
  await using sandbox = await openModelSandbox();
  using _ = sandbox.models.script([
    [{ kind: "error", status: 429, headers: { "retry-after": "3" } }],
    [{ kind: "error", status: 529 }],
    [
      { kind: "text", text: "a" },
      { kind: "error", status: 529 },
    ],
  ]);
  const limited = await post(sandbox, ask);
  assert.deepEqual(
    [limited.status, limited.error?.type, limited.headers.get("retry-after")],
    [429, "rate_limit_error", "3"],
  );
  const overloaded = await post(sandbox, ask);
  assert.deepEqual([overloaded.status, overloaded.error?.type], [529, "overloaded_error"]);
  const streamed = await clientOf(sandbox).messages.create({ ...asked, stream: true });
  await assert.rejects(Array.fromAsync(streamed), (e: APIError) => e.type === "overloaded_error");
});

test("ANTHROPIC-COUNT-TOKENS: a prompt's tokens are counted", async () => {
  await using sandbox = await openModelSandbox();
  const { max_tokens: _, ...body } = asked;
  assert.equal((await clientOf(sandbox).messages.countTokens(body)).input_tokens, 2);
  const refused = await post(sandbox, ask, {}, "/messages/count_tokens");
  assert.equal(refused.error?.message, "max_tokens: Extra inputs are not permitted");
});

test("ANTHROPIC-MODELS: models are listed and found", async () => {
  await using sandbox = await openModelSandbox();
  const client = clientOf(sandbox);
  const listed = await Array.fromAsync(client.models.list());
  assert.equal(listed.find((model) => model.id === "claude-opus-5-5")?.max_input_tokens, 1_000_000);
  assert.equal((await client.models.retrieve("demo")).id, "demo");
  await assert.rejects(client.models.retrieve("claude-0"), (e: APIError) => e.status === 404);
});
