import { cleanName } from "../../core/clean-name.ts";
import type { FileRef } from "../../core/inbound.ts";
import type { WireAttachment, WireMessage } from "./wire-message.ts";

/** Where a file is: its message is needed to get a fresh link when this one has expired. */
interface Origin {
  channel: string;
  message: string;
}

/** The files of a message, and those of one that it forwards. */
export function filesOf(
  message: Pick<WireMessage, "id" | "channel_id" | "attachments"> & Snapshots,
): FileRef[] {
  const forwarded = (message.message_snapshots ?? []).flatMap((one) => one.message.attachments);
  const origin = { channel: message.channel_id, message: message.id };
  return [...message.attachments, ...forwarded].map((one) => fileOf(one, origin));
}

type Snapshots = Pick<Partial<WireMessage>, "message_snapshots">;

/** @param origin undefined for a file that stands in no message: it can be fetched for as long as its link holds. */
export function fileOf(one: WireAttachment, origin: Origin | undefined): FileRef {
  return {
    id: origin ? `${origin.channel}/${origin.message}/${one.id}` : one.id,
    name: cleanName(one.filename) ?? "file",
    mime: one.content_type?.split(";")[0]?.trim().toLowerCase() || "application/octet-stream",
    sizeBytes: one.size,
    url: one.url,
    ...(origin ? {} : { loose: true }),
  };
}

/** The message that a file stands in, if it does; `channel` is undefined for what was kept before it was told. */
export function originOf(file: FileRef): { channel?: string; message: string; id: string } | undefined {
  const [first = "", second, third] = file.id.split("/");
  if (third !== undefined && second !== undefined) return { channel: first, message: second, id: third };
  return second === undefined ? undefined : { message: first, id: second };
}
