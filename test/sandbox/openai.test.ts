import assert from "node:assert/strict";
import { test } from "node:test";
import OpenAI, { type APIError } from "openai";
import { type ModelSandbox, openModelSandbox } from "../support/model-sandbox.ts";

function clientOf(sandbox: ModelSandbox, apiKey = sandbox.openai.apiKey): OpenAI {
  return new OpenAI({ apiKey, baseURL: sandbox.openai.baseUrl, maxRetries: 0 });
}

/** A raw POST, for what the client would not send. */
async function post(
  sandbox: ModelSandbox,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
) {
  const answer = await fetch(`${sandbox.openai.baseUrl}${path}`, {
    method: "POST",
    headers: {
      authorization: `Bearer ${sandbox.openai.apiKey}`,
      "content-type": "application/json",
      ...headers,
    },
    body: typeof body === "string" ? body : JSON.stringify(body),
  });
  const { error } = (await answer.json()) as { error: Record<string, unknown> };
  return { status: answer.status, headers: answer.headers, error };
}

const user = (content: unknown) => ({ role: "user", content });
const ask = { model: "demo", input: "hi" };
const chat = { model: "demo", messages: [user("hi")] };

test("OPENAI-AUTH: a request without the right key is refused", async () => {
  await using sandbox = await openModelSandbox();
  const none = await post(sandbox, "/responses", ask, { authorization: "" });
  assert.deepEqual([none.status, none.error.code], [401, null]);
  const wrong = await post(sandbox, "/chat/completions", chat, { authorization: "Bearer nope" });
  assert.deepEqual([wrong.status, wrong.error.code], [401, "invalid_api_key"]);
});

test("OPENAI-ERROR-SHAPE: errors have the service's shape, and answers an id", async () => {
  await using sandbox = await openModelSandbox();
  const { status, error, headers } = await post(sandbox, "/nowhere", {});
  assert.equal(status, 404);
  assert.deepEqual(Object.keys(error).sort(), ["code", "message", "param", "type"]);
  assert.match(headers.get("x-request-id") ?? "", /^req_[0-9a-f]{32}$/);
});

test("OPENAI-PARAMETERS: what does not fit is refused and named", async () => {
  await using sandbox = await openModelSandbox();
  const refused = async (path: string, body: unknown) => {
    const { status, error } = await post(sandbox, path, body);
    return [status, error.param, error.code];
  };
  assert.deepEqual(await refused("/responses", { input: "hi" }), [
    400,
    "model",
    "missing_required_parameter",
  ]);
  assert.deepEqual(await refused("/responses", { ...ask, streem: true }), [
    400,
    "streem",
    "unknown_parameter",
  ]);
  assert.deepEqual(await refused("/responses", { ...ask, stream: "yes" }), [400, "stream", "invalid_type"]);
  assert.deepEqual(await refused("/responses", { ...ask, temperature: 3 }), [
    400,
    "temperature",
    "invalid_value",
  ]);
  const part = { type: "input_text", text: "x", txt: "y" };
  const nested = { ...ask, input: [user([part])] };
  assert.deepEqual(await refused("/responses", nested), [
    400,
    "input[0].content[0].txt",
    "unknown_parameter",
  ]);
  assert.deepEqual(await refused("/chat/completions", { ...chat, messages: [] }), [
    400,
    "messages",
    "invalid_value",
  ]);
  const nameless = { ...chat, messages: [{ content: "x" }] };
  assert.deepEqual(await refused("/chat/completions", nameless), [
    400,
    "messages[0].role",
    "missing_required_parameter",
  ]);
});

test("OPENAI-JSON: a body that is no JSON is refused", async () => {
  await using sandbox = await openModelSandbox();
  assert.equal((await post(sandbox, "/responses", "{")).status, 400);
  const typed = await post(sandbox, "/responses", ask, { "content-type": "text/plain" });
  assert.deepEqual([typed.status, typed.error.code], [400, "unsupported_content_type"]);
});

test("OPENAI-UNKNOWN-MODEL: a model that does not exist is not found", async () => {
  await using sandbox = await openModelSandbox();
  const responses = await post(sandbox, "/responses", { ...ask, model: "gpt-0" });
  assert.deepEqual([responses.status, responses.error.code], [404, "model_not_found"]);
  const completions = await post(sandbox, "/chat/completions", { ...chat, model: "gpt-0" });
  assert.deepEqual([completions.status, completions.error.code], [404, "model_not_found"]);
});

test("OPENAI-CONTEXT: too long an input is refused", async () => {
  await using sandbox = await openModelSandbox();
  const long = "word ".repeat(600);
  const responses = await post(sandbox, "/responses", { model: "demo-tiny", input: long });
  assert.deepEqual([responses.status, responses.error.code], [400, "context_length_exceeded"]);
  const completions = await post(sandbox, "/chat/completions", {
    model: "demo-tiny",
    messages: [user(long)],
  });
  assert.deepEqual([completions.status, completions.error.code], [400, "context_length_exceeded"]);
});

test("OPENAI-OUTPUT-LIMIT: too low and too high an output limit are refused", async () => {
  await using sandbox = await openModelSandbox();
  assert.equal(
    (await post(sandbox, "/responses", { ...ask, max_output_tokens: 15 })).error.param,
    "max_output_tokens",
  );
  const high = await post(sandbox, "/responses", { ...ask, max_output_tokens: 1_000_000 });
  assert.equal(high.error.code, "integer_above_max_value");
  assert.equal((await post(sandbox, "/chat/completions", { ...chat, max_tokens: 1_000_000 })).status, 400);
});

test("OPENAI-REASONING-LIMIT: a reasoning model takes max_completion_tokens only", async () => {
  await using sandbox = await openModelSandbox();
  const body = { ...chat, model: "gpt-6.1-sol", max_tokens: 50 };
  assert.equal((await post(sandbox, "/chat/completions", body)).error.code, "unsupported_parameter");
  const messages = [{ role: "user" as const, content: "hi" }];
  await clientOf(sandbox).chat.completions.create({
    model: "gpt-6.1-sol",
    messages,
    max_completion_tokens: 50,
  });
});

test("OPENAI-IMAGE-INPUT: images of other kinds, or none at all, are refused", async () => {
  await using sandbox = await openModelSandbox();
  const url = (mime: string, data = "AAAA") => `data:${mime};base64,${data}`;
  const status = async (image_url: string) => {
    const body = { model: "demo", input: [user([{ type: "input_image", image_url, detail: "auto" }])] };
    return fetch(`${sandbox.openai.baseUrl}/responses`, {
      method: "POST",
      headers: { authorization: `Bearer ${sandbox.openai.apiKey}`, "content-type": "application/json" },
      body: JSON.stringify(body),
    }).then((answer) => answer.status);
  };
  assert.equal(await status(url("image/png")), 200);
  assert.equal(await status(url("image/bmp")), 400);
  assert.equal(await status(url("image/png", "not base64")), 400);
  const part = { type: "image_url", image_url: { url: url("image/tiff") } };
  assert.equal(
    (await post(sandbox, "/chat/completions", { model: "demo", messages: [user([part])] })).status,
    400,
  );
});

test("OPENAI-TOOL-PAIRS: calls and outputs belong together", async () => {
  await using sandbox = await openModelSandbox();
  const call = { type: "function_call", call_id: "c1", name: "f", arguments: "{}" };
  const output = { type: "function_call_output", call_id: "c1", output: "1" };
  assert.match(
    String((await post(sandbox, "/responses", { model: "demo", input: [output] })).error.message),
    /No tool call/,
  );
  assert.match(
    String((await post(sandbox, "/responses", { model: "demo", input: [call] })).error.message),
    /No tool output/,
  );
  const asked = {
    role: "assistant",
    tool_calls: [{ id: "c1", type: "function", function: { name: "f", arguments: "{}" } }],
  };
  const told = { role: "tool", tool_call_id: "c1", content: "1" };
  assert.equal((await post(sandbox, "/chat/completions", { model: "demo", messages: [told] })).status, 400);
  assert.equal(
    (await post(sandbox, "/chat/completions", { model: "demo", messages: [asked, user("x")] })).status,
    400,
  );
  assert.equal((await post(sandbox, "/chat/completions", { model: "demo", messages: [asked] })).status, 400);
});

test("OPENAI-TOOL-NAMES: odd function names are refused", async () => {
  await using sandbox = await openModelSandbox();
  const tool = (name: string) => ({ type: "function", name, parameters: { type: "object" }, strict: false });
  const refused = await post(sandbox, "/responses", { ...ask, tools: [tool("a b")] });
  assert.deepEqual([refused.status, refused.error.param], [400, "tools[0].name"]);
  const long = { type: "function", function: { name: "x".repeat(65) } };
  assert.equal((await post(sandbox, "/chat/completions", { ...chat, tools: [long] })).status, 400);
});

test("OPENAI-RESPONSES-STREAM: events are numbered and come in order", async () => {
  await using sandbox = await openModelSandbox();
  using _ = sandbox.models.script([
    [
      { kind: "thinking" },
      { kind: "text", text: "Hel" },
      { kind: "text", text: "lo" },
      { kind: "tool-call", name: "f", args: {} },
    ],
  ]);
  const events = await Array.fromAsync(await clientOf(sandbox).responses.create({ ...ask, stream: true }));
  assert.deepEqual(
    events.map((event) => ("sequence_number" in event ? event.sequence_number : -1)),
    [...events.keys()],
  );
  assert.deepEqual(
    events.map((event) => event.type.replace("response.", "")),
    [
      ...["created", "in_progress", "output_item.added", "output_item.done"],
      ...["output_item.added", "content_part.added", "output_text.delta", "output_text.delta"],
      ...["output_text.done", "content_part.done", "output_item.done"],
      ...["output_item.added", "function_call_arguments.delta", "function_call_arguments.delta"],
      ...["function_call_arguments.done", "output_item.done", "completed"],
    ],
  );
  const last = events.at(-1);
  assert.ok(last?.type === "response.completed");
  assert.equal(last.response.output.length, 3);
});

test("OPENAI-RESPONSES-INCOMPLETE: a cut response says what cut it", async () => {
  await using sandbox = await openModelSandbox();
  using _ = sandbox.models.script([
    [
      { kind: "text", text: "a" },
      { kind: "end", reason: "length" },
    ],
    [
      { kind: "text", text: "a" },
      { kind: "end", reason: "content_filter" },
    ],
  ]);
  const long = await clientOf(sandbox).responses.create(ask);
  assert.deepEqual([long.status, long.incomplete_details?.reason], ["incomplete", "max_output_tokens"]);
  const events = await Array.fromAsync(await clientOf(sandbox).responses.create({ ...ask, stream: true }));
  assert.equal(events.at(-1)?.type, "response.incomplete");
});

test("OPENAI-CACHED-INPUT: the input's details say what a cache had to do with", async () => {
  await using sandbox = await openModelSandbox();
  const usage = { kind: "usage", inputTokens: 100, outputTokens: 5 } as const;
  const cached = { ...usage, cacheReadTokens: 60, cacheWriteTokens: 30 } as const;
  using _ = sandbox.models.script([[cached], [cached], [usage]]);
  const client = clientOf(sandbox);
  const details = { cached_tokens: 60, cache_write_tokens: 30 };
  const completions = { model: "demo", messages: [{ role: "user" as const, content: "hi" }] };
  const response = (await client.responses.create(ask)).usage;
  assert.deepEqual([response?.input_tokens, response?.input_tokens_details], [100, details]);
  const completion = (await client.chat.completions.create(completions)).usage;
  assert.equal(completion?.prompt_tokens, 100);
  assert.deepEqual(completion?.prompt_tokens_details, { audio_tokens: 0, ...details });
  const none = (await client.responses.create(ask)).usage?.input_tokens_details;
  assert.deepEqual(none, { cached_tokens: 0, cache_write_tokens: 0 });
});

test("OPENAI-CHAT-STREAM: chunks end with a reason, the usage asked for, and [DONE]", async () => {
  await using sandbox = await openModelSandbox();
  using _ = sandbox.models.script(() => [{ kind: "text", text: "a" }]);
  const body = { ...chat, stream: true, stream_options: { include_usage: true } };
  const answer = await fetch(`${sandbox.openai.baseUrl}/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${sandbox.openai.apiKey}`, "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  const lines = (await answer.text())
    .trim()
    .split("\n\n")
    .map((line) => line.slice("data: ".length));
  assert.equal(lines.at(-1), "[DONE]");
  const [reason, usage] = lines.slice(-3, -1).map((line) => JSON.parse(line));
  assert.equal(reason.choices[0].finish_reason, "stop");
  assert.deepEqual(usage.choices, []);
  assert.equal(usage.usage.total_tokens, usage.usage.prompt_tokens + usage.usage.completion_tokens);
});

test("OPENAI-CHAT-STREAM-OPTIONS: they are refused without a stream", async () => {
  await using sandbox = await openModelSandbox();
  const refused = await post(sandbox, "/chat/completions", {
    ...chat,
    stream_options: { include_usage: true },
  });
  assert.deepEqual([refused.status, refused.error.param], [400, "stream_options"]);
});

test("OPENAI-RATE-LIMIT: too many requests are told when to come back", async () => {
  await using sandbox = await openModelSandbox();
  using _ = sandbox.models.script([[{ kind: "error", status: 429, headers: { "retry-after": "7" } }]]);
  const { status, error, headers } = await post(sandbox, "/responses", ask);
  assert.deepEqual([status, error.code, headers.get("retry-after")], [429, "rate_limit_exceeded", "7"]);
});

test("OPENAI-MODELS: models are listed and found", async () => {
  await using sandbox = await openModelSandbox();
  const client = clientOf(sandbox);
  const ids = (await Array.fromAsync(client.models.list())).map((model) => model.id);
  assert.ok(ids.includes("demo"));
  assert.equal((await client.models.retrieve("demo")).id, "demo");
  await assert.rejects(client.models.retrieve("gpt-0"), (e: APIError) => e.status === 404);
});
