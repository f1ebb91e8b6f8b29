import type { IncomingMessage } from "node:http";
import type { Clock } from "../../core/clock.ts";
import { asFields, type Fields } from "./fields.ts";

export type RawBody = { kind: "body"; bytes: Buffer } | { kind: "refused"; status: 408 | 413 };

/** Slack's events are a few kilobytes. */
const MAX_BODY_BYTES = 1024 * 1024;
const TIMEOUT_MS = 10_000;

/** Reads a request's body, giving up on one that is too large or does not come. */
export function readBody(request: IncomingMessage, clock: Clock): Promise<RawBody> {
  if (Number(request.headers["content-length"] ?? 0) > MAX_BODY_BYTES) {
    return Promise.resolve({ kind: "refused", status: 413 });
  }
  return new Promise((resolve) => {
    const pieces: Buffer[] = [];
    let length = 0;
    const end = (result: RawBody) => {
      timer[Symbol.dispose]();
      request.removeAllListeners("data").removeAllListeners("end");
      resolve(result);
    };
    const timer = clock.timer(TIMEOUT_MS, () => end({ kind: "refused", status: 408 }));
    request.on("data", (piece: Buffer) => {
      length += piece.length;
      if (length > MAX_BODY_BYTES) end({ kind: "refused", status: 413 });
      else pieces.push(piece);
    });
    request.on("end", () => end({ kind: "body", bytes: Buffer.concat(pieces, length) }));
    // Cut off: there is nobody left to answer.
    request.on("error", () => end({ kind: "refused", status: 408 }));
  });
}

/**
 * What a signed body says: JSON, or a form that is a slash command or holds an interaction as JSON.
 * @returns undefined for everything that is no object.
 */
export function parseBody(bytes: Buffer, contentType: string): Fields | undefined {
  try {
    const body = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    if (!contentType.startsWith("application/x-www-form-urlencoded")) return asFields(JSON.parse(body));
    const form = new URLSearchParams(body);
    const payload = form.get("payload");
    return payload === null ? Object.fromEntries(form) : asFields(JSON.parse(payload));
  } catch {
    return undefined;
  }
}
