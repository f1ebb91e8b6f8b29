import type { SlackFile } from "../state/file.ts";
import type { World } from "../world.ts";

/** A file a person brings: bytes, or a link to what stands elsewhere. */
export type PersonFile =
  | { name: string; mimetype: string; bytes: Uint8Array; access?: SlackFile["access"] }
  | { name: string; mimetype: string; externalUrl: string };

export function shareFile(world: World, userId: string, given: PersonFile): SlackFile {
  const file = newFile(world, userId, given.name, given.mimetype);
  if ("bytes" in given) {
    file.bytes = given.bytes;
    file.size = given.bytes.length;
    file.access = given.access ?? "visible";
  } else {
    file.mode = "external";
    file.externalUrl = given.externalUrl;
  }
  announceCreated(world, file);
  return file;
}

export function newFile(world: World, userId: string, name: string, mimetype: string): SlackFile {
  const file: SlackFile = {
    id: world.mint.id("F"),
    name,
    title: name,
    mimetype,
    filetype: name.includes(".") ? (name.split(".").at(-1) ?? "").toLowerCase() : "binary",
    user: userId,
    created: Math.trunc(world.clock.now() / 1_000),
    size: 0,
    mode: "hosted",
    shares: [],
    access: "visible",
    deleted: false,
  };
  world.state.files.set(file.id, file);
  return file;
}

export function announceCreated(world: World, file: SlackFile): void {
  world.emit({
    type: "file_created",
    file_id: file.id,
    user_id: file.user,
    file: { id: file.id },
    event_ts: world.mint.ts("files"),
  });
}
