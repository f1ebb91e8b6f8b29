import type { CommandCall, CommandDeps } from "../core/command.ts";
import { isParleyError, ParleyError } from "../core/errors.ts";
import type { KeptImage } from "../core/images.ts";
import type { FileRef } from "../core/inbound.ts";
import type { Picture, PictureWish } from "../core/pictures.ts";
import { linkedMessage } from "./linked-message.ts";

export interface AskedImage {
  file: FileRef;
  picture: Picture;
  /** Where it is kept, if it is. */
  kept: KeptImage | undefined;
}

/**
 * The image that a command is about: the one that came with it, that of the message it names, or else, with `orLast`,
 * the last one of this branch.
 * @throws ParleyError `bad_input` where there is none, or it can't be fetched or read.
 */
export async function askedImage(
  call: CommandCall,
  deps: CommandDeps,
  option: string,
  { orLast, ...want }: PictureWish & { orLast: boolean },
  signal: AbortSignal,
): Promise<AskedImage | undefined> {
  const found = await findImage(call, deps, option, orLast, signal);
  return found && { ...found, ...(await readImage(found.file, call, deps, want, signal)) };
}

/** @throws ParleyError `bad_input` where it can't be fetched or read. */
export async function readImage(
  file: FileRef,
  call: CommandCall,
  deps: CommandDeps,
  want: PictureWish,
  signal: AbortSignal,
): Promise<Pick<AskedImage, "file" | "picture">> {
  const { bytes } = await fetchFile(file, call, deps, signal);
  return { file, picture: await deps.pictures.read(bytes, want, signal) };
}

async function findImage(
  call: CommandCall,
  deps: CommandDeps,
  option: string,
  orLast: boolean,
  signal: AbortSignal,
): Promise<Omit<AskedImage, "picture"> | undefined> {
  const { images } = deps.store;
  const named = call.options[option];
  const given = Object.hasOwn(call.files, option) ? call.files[option] : undefined;
  if (given) {
    // chosen in a message's menu: that one may be kept
    const kept = named === undefined ? undefined : await images.of(call.place, String(named));
    return { file: given, kept: kept?.file.id === given.id ? kept : undefined };
  }
  const isLast = named === undefined ? orLast : /^last$/i.test(String(named));
  if (isLast) return keptImage(await images.last(call.conversation.branch));
  if (named === undefined) return undefined;
  const { place, id } = await linkedMessage(call, deps, String(named), signal);
  const image = keptImage(await images.of(place, id));
  if (!image) throw new ParleyError("bad_input", "That message has no picture.");
  return image;
}

function keptImage(kept: KeptImage | undefined): Omit<AskedImage, "picture"> | undefined {
  return kept && { file: kept.file, kept };
}

async function fetchFile(file: FileRef, call: CommandCall, deps: CommandDeps, signal: AbortSignal) {
  try {
    return await deps.platform(call.place).download(file, call.place, signal);
  } catch (error) {
    const isGone = isParleyError(error, "place_gone") || isParleyError(error, "place_forbidden");
    if (!isGone) throw error;
    const text = "I can't get at that picture any more. Attach it anew.";
    throw new ParleyError("bad_input", text, { cause: error });
  }
}
