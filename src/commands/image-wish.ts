import type { CommandCall, CommandDeps } from "../core/command.ts";
import { ParleyError } from "../core/errors.ts";
import type { JobId } from "../core/ids.ts";
import type { ImageRequest } from "../core/image-model.ts";
import type { FileRef } from "../core/inbound.ts";
import type { Pressed } from "../core/job.ts";
import type { Picture } from "../core/pictures.ts";
import { type AskedImage, askedImage, readImage } from "./asked-image.ts";

type Source = Pick<AskedImage, "file" | "picture">;

/** What is to be made. */
export type ImageWish = { request: ImageRequest } & (
  | { kind: "new" }
  | { kind: "changed"; source: Source; mask: Picture | undefined }
  | { kind: "varied"; source: Source }
);

/** Services take sources up to far more; what they make is no larger. */
const longest = 2_048;
const wanted = { as: "png", longest } as const;

/**
 * What a use of `/image`, or of a button or form under its answer, asks for.
 * @throws ParleyError `bad_input` that says what is missing.
 */
export async function imageWish(
  call: CommandCall,
  deps: CommandDeps,
  signal: AbortSignal,
): Promise<ImageWish> {
  const request = requestOf(call);
  const { pressed, again } = await first(call, deps);
  const made = pressed?.action === "vary" ? pressed.of : call.about;
  const source = made
    ? await madeImage(made, call, deps, signal)
    : await givenSource(call, deps, again, signal);
  if (!source) {
    if (request.prompt !== "") return { kind: "new", request };
    throw new ParleyError(
      "bad_input",
      "Say what the picture is to show, or attach one to be changed or varied.",
    );
  }
  if (request.prompt === "" || pressed?.action === "vary")
    return { kind: "varied", source, request: { ...request, prompt: "" } };
  const { width, height } = source.picture;
  const fit = { as: "png", fit: { width, height }, orLast: false } as const;
  const mask = await askedImage(call, deps, "mask", fit, signal);
  return { kind: "changed", source, mask: mask?.picture, request };
}

function requestOf({ options }: CommandCall): ImageRequest {
  const text = (name: string) => String(options[name] ?? "").trim();
  const style = text("style");
  const prompt = text("prompt");
  return {
    prompt: prompt !== "" && style !== "" ? `${prompt}\n\nStyle: ${style}` : prompt,
    count: Number(options.count || 1),
    size: (text("size") || "auto") as ImageRequest["size"],
    quality: (text("quality") || "auto") as ImageRequest["quality"],
  };
}

/**
 * Done again, it is what was asked for first, however often it was: what was pressed there, and the job that did it.
 * @throws ParleyError `bad_input` where the answer under which it was pressed does not stand any more.
 */
async function first(
  { pressed, place }: CommandCall,
  { store }: CommandDeps,
): Promise<{ pressed: Pressed | undefined; again?: JobId }> {
  if (pressed?.action !== "again") return { pressed };
  if ((await store.images.madeBy(pressed.of)).length === 0) throw gone();
  let began: { pressed: Pressed | undefined; again: JobId } = { pressed, again: pressed.of };
  while (began.pressed?.action === "again") {
    const again = began.pressed.of;
    const job = await store.jobs.find(again, place);
    began = { again, pressed: job?.input.kind === "command" ? job.input.pressed : undefined };
  }
  return began;
}

/** One that stood in no message was shown again after what was made of it, and can be fetched from there for good. */
async function givenSource(
  call: CommandCall,
  deps: CommandDeps,
  again: JobId | undefined,
  signal: AbortSignal,
): Promise<Source | undefined> {
  if (again && call.files.source?.loose) {
    const shown = (await deps.store.images.madeBy(again)).at(-1);
    if (!shown) throw gone();
    return readImage(shown, call, deps, wanted, signal);
  }
  return askedImage(call, deps, "source", { ...wanted, orLast: false }, signal);
}

async function madeImage(
  of: JobId,
  call: CommandCall,
  deps: CommandDeps,
  signal: AbortSignal,
): Promise<Source> {
  const job = await deps.store.jobs.find(of, call.place);
  const [file]: FileRef[] = job ? await deps.store.images.madeBy(job.id) : [];
  if (file) return readImage(file, call, deps, wanted, signal);
  throw gone();
}

function gone(): ParleyError {
  return new ParleyError("bad_input", "That picture is gone. Make a new one with /image.");
}
