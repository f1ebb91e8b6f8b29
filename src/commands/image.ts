import type { Command, CommandCall, CommandDeps } from "../core/command.ts";
import { ParleyError } from "../core/errors.ts";
import type { ImageModel, MadeImages } from "../core/image-model.ts";
import type { Response } from "../core/platform.ts";
import { code } from "./branch-words.ts";
import { imageFiles } from "./image-files.ts";
import { type ImageWish, imageWish } from "./image-wish.ts";
import { quote } from "./quote.ts";

/** What a form on Slack holds (docs.slack.dev/reference/block-kit/block-elements/plain-text-input-element). */
const longestPrompt = 3_000;

const choices = (...values: string[]) => values.map((value) => ({ name: value, value }));

export const image: Command = {
  name: "image",
  summary: "Make a picture, or change the one you attach; with a picture and no words, a variation",
  order: "now",
  right: "talk",
  opensForm: true,
  remakes: true,
  takesLong: { note: "🎨 I am at it; a picture takes up to a minute or two…" },
  options: [
    {
      kind: "text",
      name: "prompt",
      summary: "What it is to show, or what to change",
      required: false,
      maxLength: longestPrompt,
    },
    {
      kind: "choice",
      name: "size",
      summary: "Its shape",
      required: false,
      choices: choices("square", "landscape", "portrait"),
    },
    {
      kind: "choice",
      name: "quality",
      summary: "Better takes longer and costs more",
      required: false,
      choices: choices("low", "medium", "high"),
    },
    { kind: "number", name: "count", summary: "How many, 1 to 4", required: false, min: 1, max: 4 },
    {
      kind: "text",
      name: "style",
      summary: "Such as watercolour, photo, pixel art",
      required: false,
      maxLength: 100,
    },
    { kind: "image", name: "source", summary: "The picture to change", required: false },
    {
      kind: "image",
      name: "mask",
      summary: "A PNG, see-through where the picture is to change",
      required: false,
    },
    {
      kind: "text",
      name: "model",
      summary: "Which image model",
      required: false,
      maxLength: 100,
      suggests: true,
      formless: true,
    },
  ],
  async suggest(typed, _call, { imageModels }) {
    const wanted = typed.trim().toLowerCase();
    return imageModels.names.filter((name) => name.includes(wanted)).map((name) => ({ name, value: name }));
  },
  async run(call, deps, signal) {
    const wish = await imageWish(call, deps, signal);
    const model = openModel(call, deps);
    return shown(call, deps, wish, await make(model, wish, signal), signal);
  },
};

function openModel({ options }: CommandCall, { imageModels }: CommandDeps): ImageModel {
  const name = options.model ? String(options.model) : imageModels.default;
  if (name !== undefined) return imageModels.open(name);
  const text =
    "I can't make pictures yet: no image model is set up. Whoever runs Parley here can set `OPENAI_API_KEY`, or `PARLEY_IMAGE_MODEL` for another server.";
  throw new ParleyError("bad_input", text);
}

function make(model: ImageModel, wish: ImageWish, signal: AbortSignal): Promise<MadeImages> {
  switch (wish.kind) {
    case "new":
      return model.generate(wish.request, signal);
    case "changed": {
      const mask = wish.mask ? { mask: wish.mask } : {};
      return model.edit({ ...wish.request, source: wish.source.picture, ...mask }, signal);
    }
    case "varied":
      return model.vary({ ...wish.request, source: wish.source.picture }, signal);
  }
}

async function shown(
  call: CommandCall,
  deps: CommandDeps,
  wish: ImageWish,
  made: MadeImages,
  signal: AbortSignal,
): Promise<Response> {
  const files = await imageFiles(wish, made, deps, signal);
  const lacking = (made.lacking ?? []).map((line) => `\n${line}`).join("");
  const kept = `🎨 ${told(wish, made.images.length)} for ${code(call.person.name)}${asked(call, wish)}`;
  return {
    text: `${kept}${lacking}`,
    kept,
    visibility: "all",
    files,
    buttons: [
      { action: "again", label: "Again", job: call.job },
      { action: "vary", label: "Vary", job: call.job },
      { action: "edit", label: "Edit…", job: call.job },
    ],
  };
}

function told(wish: ImageWish, count: number): string {
  if (wish.kind === "new") return count === 1 ? "A picture" : `${count} pictures`;
  const name = code(wish.source.file.name);
  if (wish.kind === "varied")
    return count === 1 ? `A variation of ${name}` : `${count} variations of ${name}`;
  return count === 1 ? `${name}, changed` : `${name}, changed in ${count} ways`;
}

/** In the person's own words; a variation has none. */
function asked({ person, options }: CommandCall, wish: ImageWish): string {
  if (wish.kind === "varied") return "";
  const style = options.style ? ` (${String(options.style)})` : "";
  return `\n${quote({ author: person.name, text: `${String(options.prompt)}${style}` })}`;
}
