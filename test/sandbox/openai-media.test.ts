import assert from "node:assert/strict";
import { test } from "node:test";
import OpenAI, { APIError } from "openai";
import { drawPng } from "../../sandbox/models/png.ts";
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

const png = () => new File([new Uint8Array(drawPng(8, 8, "x"))], "a.png", { type: "image/png" });

test("OPENAI-IMAGE-MAKING: pictures come as base64 and nothing else is taken", async () => {
  await using sandbox = await openModelSandbox();
  const made = await clientOf(sandbox).images.generate({ model: "gpt-image-2", prompt: "a cat", n: 2 });
  assert.equal(made.data?.length, 2);
  assert.equal(
    Buffer.from(made.data?.[0]?.b64_json ?? "", "base64")
      .subarray(1, 4)
      .toString(),
    "PNG",
  );
  const refused = async (more: object) =>
    (await post(sandbox, "/images/generations", { prompt: "a", ...more })).error.param;
  assert.equal(await refused({ n: 11 }), "n");
  assert.equal(await refused({ model: "dall-e-3" }), "model");
  assert.equal(await refused({ response_format: "url" }), "response_format");
  assert.equal(await refused({ prompt: "" }), "prompt");
});

test("OPENAI-IMAGE-EDITING: source and mask have to be pictures that fit together", async () => {
  await using sandbox = await openModelSandbox();
  const client = clientOf(sandbox);
  const edit = (image: File, mask?: File) =>
    client.images.edit({ model: "gpt-image-2", prompt: "a hat", image, mask });
  assert.equal((await edit(png(), png())).data?.length, 1);
  const other = new File([new Uint8Array(drawPng(4, 4, "x"))], "m.png", { type: "image/png" });
  await assert.rejects(edit(png(), other), (e: APIError) => e.param === "mask");
  await assert.rejects(edit(new File(["hello"], "a.png")), (e: APIError) => e.code === "invalid_image_file");
});

test("OPENAI-TRANSCRIPTION: sound of the right kind and size is taken", async () => {
  await using sandbox = await openModelSandbox();
  const client = clientOf(sandbox);
  const sound = (name: string, size = 2_000) => new File([new Uint8Array(size)], name);
  const model = "gpt-4o-transcribe";
  assert.match((await client.audio.transcriptions.create({ model, file: sound("a.ogg") })).text, /a\.ogg/);
  await assert.rejects(client.audio.transcriptions.create({ model, file: sound("a.txt") }), APIError);
  await assert.rejects(client.audio.transcriptions.create({ model, file: sound("a.wav", 10) }), /too short/);
  await assert.rejects(
    client.audio.transcriptions.create({ model, file: sound("a.wav", 26_214_401) }),
    (e: APIError) => e.status === 413,
  );
  const subtitles = { file: sound("a.mp3"), response_format: "srt" as const };
  await assert.rejects(client.audio.transcriptions.create({ ...subtitles, model }), /response_format/);
  assert.match(await client.audio.transcriptions.create({ ...subtitles, model: "whisper-1" }), /-->/);
});

test("OPENAI-SPEECH: text is spoken by a known voice, within bounds", async () => {
  await using sandbox = await openModelSandbox();
  const client = clientOf(sandbox);
  const spoken = await client.audio.speech.create({
    model: "tts-1",
    voice: "alloy",
    input: "hi",
    response_format: "wav",
  });
  assert.equal(
    Buffer.from(await spoken.arrayBuffer())
      .subarray(0, 4)
      .toString(),
    "RIFF",
  );
  const refused = async (more: object) =>
    (await post(sandbox, "/audio/speech", { model: "tts-1", voice: "alloy", input: "hi", ...more })).error
      .param;
  assert.equal(await refused({ input: "x".repeat(4_097) }), "input");
  assert.equal(await refused({ voice: "nobody" }), "voice");
});
