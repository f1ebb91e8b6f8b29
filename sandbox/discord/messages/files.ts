import { refuse } from "../access/refusal.ts";
import type { Attachment } from "../world/message.ts";
import type { World } from "../world/world.ts";
import type { NewFile } from "./draft.ts";

const mib = 1024 * 1024;
/** Bytes of one file and of one request (discord docs: reference "Uploading Files"), and files of one message. */
export const uploadLimits = { fileBytes: 10 * mib, requestBytes: 25 * mib, files: 10 } as const;

const typesByExtension: Record<string, string> = {
  png: "image/png",
  jpg: "image/jpeg",
  jpeg: "image/jpeg",
  gif: "image/gif",
  webp: "image/webp",
  svg: "image/svg+xml",
  txt: "text/plain; charset=utf-8",
  md: "text/markdown; charset=utf-8",
  html: "text/html; charset=utf-8",
  json: "application/json; charset=utf-8",
  pdf: "application/pdf",
  zip: "application/zip",
  mp3: "audio/mpeg",
  wav: "audio/x-wav",
  ogg: "audio/ogg",
  mp4: "video/mp4",
};

/** The files as they stand on a message of this channel. @throws Refusal 40005 when one is too large. */
export function storeFiles(world: World, files: readonly NewFile[], channelId: string): Attachment[] {
  if (files.some((file) => file.bytes.length > uploadLimits.fileBytes)) throw refuse(40005);
  const stored = files.map(({ filename, contentType, bytes, ...told }) => {
    const extension = filename.split(".").at(-1)?.toLowerCase() ?? "";
    return {
      id: world.nextId(),
      filename: filename.replace(/[^\p{L}\p{N}._-]+/gu, "_") || "unknown",
      ...told,
      content_type: typesByExtension[extension] ?? (contentType || "application/octet-stream"),
      size: bytes.length,
      ...imageSize(bytes),
      channelId,
      bytes,
    };
  });
  for (const file of stored) world.files.set(file.id, file);
  return stored;
}

/** Width and height as PNG, GIF and JPEG headers tell them; nothing for anything else. */
function imageSize(bytes: Uint8Array): { width?: number; height?: number } {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length >= 24 && view.getUint32(0) === 0x89504e47) {
    return { width: view.getUint32(16), height: view.getUint32(20) };
  }
  if (bytes.length >= 10 && view.getUint32(0) === 0x47494638) {
    return { width: view.getUint16(6, true), height: view.getUint16(8, true) };
  }
  if (bytes.length < 4 || view.getUint16(0) !== 0xffd8) return {};
  for (let at = 2; at + 9 < bytes.length && view.getUint8(at) === 0xff; at += 2 + view.getUint16(at + 2)) {
    const marker = view.getUint8(at + 1);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { width: view.getUint16(at + 7), height: view.getUint16(at + 5) };
  }
  return {};
}
