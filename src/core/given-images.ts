import type { CommandSpec } from "./command.ts";
import type { FileRef, InboundCommand } from "./inbound.ts";

/** What a file that came along says it is; what it really is shows when it is read. */
export function isImage(file: FileRef): boolean {
  return file.mime.startsWith("image/");
}

/** Which options of a command the images take that came with it: in order, one each. */
export function givenImages(
  spec: Pick<CommandSpec, "options">,
  files: readonly FileRef[],
): Pick<InboundCommand, "files"> {
  const images = files.filter(isImage);
  const taking = spec.options.filter((option) => option.kind === "image").slice(0, images.length);
  if (taking.length === 0) return {};
  return { files: Object.fromEntries(taking.map((option, i) => [option.name, images[i] as FileRef])) };
}
