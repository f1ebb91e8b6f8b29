import { ParleyError } from "../core/errors.ts";
import type { EndReason, Model } from "../core/model.ts";
import type { Picture } from "../core/pictures.ts";
import { words } from "../core/words.ts";

/**
 * What a model says of a picture.
 * @throws ParleyError `bad_input` where it says nothing or declines; whatever the model throws.
 */
export async function look(
  model: Model,
  picture: Picture,
  ask: { system: string; words: string },
  signal: AbortSignal,
): Promise<string> {
  const parts = [
    { kind: "image", mime: picture.mime, bytes: picture.bytes },
    { kind: "text", text: ask.words },
  ] as const;
  let said = "";
  let reason: EndReason | undefined;
  for await (const event of model.generate(
    { system: ask.system, messages: [{ role: "user", parts }] },
    signal,
  )) {
    if (event.kind === "text") said += event.text;
    if (event.kind === "end") reason = event.reason;
  }
  if (reason === "filter" || reason === "refusal")
    throw new ParleyError("bad_input", "The model declined to say anything about this picture.");
  if (said.trim() === "") throw new ParleyError("bad_input", words.empty);
  return reason === "length" ? `${said.trim()}\n\n${words.cutOffByLimit}` : said.trim();
}
