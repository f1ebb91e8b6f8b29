import { createHash } from "node:crypto";
import type { SendKey } from "../../core/platform.ts";
import type { Fields } from "./fields.ts";

const METADATA_EVENT = "parley_answer";

/**
 * Marks a message so that it can be found again when the answer to posting it is lost. Metadata can be read by
 * every app and member, so it is a hash: it tells nothing, and the same job and part always give the same.
 */
export function markerOf(key: Pick<SendKey, "job" | "part">): string {
  return createHash("sha256").update(`${key.job}|${key.part}`).digest("base64url").slice(0, 24);
}

export function metadataOf(marker: string): { event_type: string; event_payload: { key: string } } {
  return { event_type: METADATA_EVENT, event_payload: { key: marker } };
}

/** The marker a message carries, if it is one of ours. */
export function readMarker(message: Fields): string | undefined {
  const metadata = message.metadata as
    | { event_type?: unknown; event_payload?: { key?: unknown } | null }
    | undefined
    | null;
  if (metadata?.event_type !== METADATA_EVENT) return undefined;
  const key = metadata.event_payload?.key;
  return typeof key === "string" ? key : undefined;
}
