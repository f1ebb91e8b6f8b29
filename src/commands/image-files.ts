import { beginningOf } from "../core/characters.ts";
import type { CommandDeps } from "../core/command.ts";
import type { MadeImages } from "../core/image-model.ts";
import type { OutFile } from "../core/platform.ts";
import type { ImageWish } from "./image-wish.ts";
import { shownAgain } from "./picture-words.ts";

/** Alt text that both platforms take. */
const altAtMost = 1_000;
/** Pixels of the longer side: more than any service makes. */
const longest = 4_096;

/** The pictures as they are sent: read anew, so that nothing but pixels goes out, and after them a source nobody saw. */
export async function imageFiles(
  wish: ImageWish,
  { images }: MadeImages,
  { pictures }: Pick<CommandDeps, "pictures">,
  signal: AbortSignal,
): Promise<OutFile[]> {
  const words = wish.request.prompt || "A variation";
  const made: OutFile[] = [];
  for (const [i, { bytes }] of images.entries()) {
    const picture = await pictures.read(bytes, { as: "png", longest }, signal);
    const name = images.length === 1 ? "picture.png" : `picture-${i + 1}.png`;
    const description = beginningOf(words, altAtMost);
    const seen = `made by Parley from the words “${description}”`;
    made.push({ name, mime: picture.mime, bytes: picture.bytes, description, seen });
  }
  if (wish.kind === "new") return made;
  return [...made, ...shownAgain(wish.source.file, wish.source.picture, "what it was made from")];
}
