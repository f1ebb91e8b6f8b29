import { z } from "zod";
import type { Backend } from "../backend.ts";
import { findModel } from "../catalogue.ts";
import { answer, type Exchange } from "../exchange.ts";
import { firstProblem } from "../problem.ts";
import { silentMp3, tonePcm, toWav } from "../sound.ts";
import { textTokens } from "../tokens.ts";
import { refuse, refuseProblem } from "./errors.ts";
import type { FormFile } from "./form.ts";

/** Source: openai docs, "API reference: Create transcription" and "Speech to text: File uploads" (25 MB). */
const transcribeBody = z.strictObject({
  file: z.custom<FormFile>(
    (value) => typeof value === "object" && value !== null && "bytes" in value,
    "expected a file",
  ),
  model: z.string(),
  language: z.string().optional(),
  prompt: z.string().optional(),
  response_format: z.enum(["json", "text", "srt", "verbose_json", "vtt"]).optional(),
  temperature: z.coerce.number().min(0).max(1).optional(),
});
const extensions = /\.(flac|m4a|mp3|mp4|mpeg|mpga|oga|ogg|wav|webm)$/i;
const maxBytes = 25 * 1024 * 1024;

/** `POST /audio/transcriptions` */
export async function transcribe(_backend: Backend, x: Exchange): Promise<Response> {
  const parsed = transcribeBody.safeParse(x.body);
  if (!parsed.success) throw refuseProblem(firstProblem(parsed.error, x.body));
  const { file, model, response_format: format = "json" } = parsed.data;
  if (!findModel("openai", model, "transcription")) {
    throw refuse(404, `The model '${model}' does not exist.`, { code: "model_not_found" });
  }
  if (model !== "whisper-1" && format !== "json" && format !== "text") {
    const message = `response_format '${format}' is not compatible with model '${model}'. Use 'json' or 'text' instead.`;
    throw refuse(400, message, { param: "response_format", code: "unsupported_value" });
  }
  if (file.sizeBytes > maxBytes) throw refuse(413, `Maximum content size limit (${maxBytes}) exceeded.`);
  if (!extensions.test(file.name)) throw refuse(400, "Unrecognized file format.");
  if (file.sizeBytes < 100) {
    const message = "Audio file is too short. Minimum audio length is 0.1 seconds.";
    throw refuse(400, message, { param: "file", code: "audio_too_short" });
  }
  const text = `Demo transcript of ${file.name}, ${file.sizeBytes} bytes of sound that nobody listened to.`;
  const tokens = { input_tokens: 10, output_tokens: textTokens(text), total_tokens: 10 + textTokens(text) };
  switch (format) {
    case "json":
      return answer(x, { text, usage: { type: "tokens", ...tokens } });
    case "verbose_json":
      return answer(x, { text, language: "english", duration: 1, usage: { type: "duration", seconds: 1 } });
    case "text":
      return plain(x, `${text}\n`);
    case "srt":
      return plain(x, `1\n00:00:00,000 --> 00:00:01,000\n${text}\n\n`);
    case "vtt":
      return plain(x, `WEBVTT\n\n00:00.000 --> 00:01.000\n${text}\n`);
  }
}

function plain({ entry }: Exchange, text: string): Response {
  entry.response = text;
  return new Response(text, { headers: { "content-type": "text/plain" } });
}

/** Source: openai docs, "API reference: Create speech". */
const speechBody = z.strictObject({
  model: z.string(),
  input: z.string().min(1).max(4_096),
  voice: z.enum([
    "alloy",
    "ash",
    "ballad",
    "coral",
    "echo",
    "fable",
    "onyx",
    "nova",
    "sage",
    "shimmer",
    "verse",
    "marin",
    "cedar",
  ]),
  instructions: z.string().max(4_096).optional(),
  response_format: z.enum(["mp3", "wav", "pcm"], "the sandbox makes mp3, wav and pcm only").optional(),
  speed: z.number().min(0.25).max(4).optional(),
});

/** `POST /audio/speech` */
export async function speak(_backend: Backend, x: Exchange): Promise<Response> {
  const parsed = speechBody.safeParse(x.body);
  if (!parsed.success) throw refuseProblem(firstProblem(parsed.error, x.body));
  const { model, input, response_format: format = "mp3" } = parsed.data;
  if (!findModel("openai", model, "speech")) {
    throw refuse(404, `The model '${model}' does not exist.`, { code: "model_not_found" });
  }
  const pcm = tonePcm(input);
  const bytes = format === "pcm" ? pcm : format === "wav" ? toWav(pcm) : silentMp3(pcm);
  const mime = { mp3: "audio/mpeg", wav: "audio/wav", pcm: "audio/pcm" }[format];
  return new Response(new Uint8Array(bytes), { headers: { "content-type": mime } });
}
