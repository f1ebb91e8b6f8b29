import type { FileRef } from "../core/inbound.ts";
import type { Picture } from "../core/pictures.ts";
import type { OutFile } from "../core/platform.ts";

/** A picture that stands in no message is shown with what is said of it, so that all see what it is about. */
export function shownAgain(file: FileRef, picture: Picture, seen: string): OutFile[] {
  if (!file.loose) return [];
  const name = `${file.name.replace(/\.[^.]*$/, "")}.${picture.mime === "image/png" ? "png" : "jpg"}`;
  return [{ name, mime: picture.mime, bytes: picture.bytes, seen }];
}
