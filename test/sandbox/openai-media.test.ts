import assert from "node:assert/strict";
import { test } from "node:test";
import OpenAI, { APIError } from "openai";
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
