import { ParleyError } from "../../core/errors.ts";
import type { FileRef, Place } from "../../core/inbound.ts";
import { failure } from "./answer.ts";
import type { Api } from "./api.ts";
import { originOf } from "./file-ref.ts";
import { channelOf } from "./known.ts";
import { sniff } from "./sniff.ts";
import { messageSchema } from "./wire-message.ts";

export interface FileDeps {
  api: Api;
  /** Also asked for files when it is on this machine: the sandbox serves both. */
  apiUrl: string;
  fetch: typeof fetch;
}

/** Discord's file hosts (discord docs: reference, "CDN"). */
const hosts: readonly string[] = ["cdn.discordapp.com", "media.discordapp.net"];
const maxBytes = 25 * 1024 * 1024;
const withinMs = 60_000;

/** Fetches an attachment. No token goes along: the link itself is signed, and expires. */
export async function downloadFile(
  deps: FileDeps,
  file: FileRef,
  place: Place,
  signal: AbortSignal,
): Promise<{ mime: string; bytes: Uint8Array }> {
  if (file.sizeBytes > maxBytes) throw tooLarge();
  const first = await get(deps, file.url, signal);
  const response = first.ok ? first : await get(deps, await freshUrl(deps.api, file, place, signal), signal);
  if (!response.ok) {
    await response.body?.cancel();
    throw new ParleyError("platform_failed", `Discord did not give a file (${response.status})`);
  }
  const bytes = await readAll(response);
  const mime = sniff(bytes, file.mime);
  if (!mime) throw new ParleyError("bad_input", "That file is not what it says it is, so I can't use it.");
  return { mime, bytes };
}

async function get(deps: FileDeps, url: string, signal: AbortSignal): Promise<globalThis.Response> {
  if (!isAllowed(url, deps.apiUrl)) {
    throw new ParleyError("platform_failed", "a file is said to be where Discord has none");
  }
  const limited = AbortSignal.any([signal, AbortSignal.timeout(withinMs)]);
  try {
    return await deps.fetch(url, { signal: limited, redirect: "error", credentials: "omit" });
  } catch {
    if (signal.aborted)
      throw new ParleyError("cancelled", "a download was cancelled", { cause: signal.reason });
    throw new ParleyError("platform_failed", "a file could not be fetched from Discord", { retryable: true });
  }
}

/** Whether bytes may be asked for at this address. */
export function isAllowed(address: string, apiUrl: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  if (url.username || url.password) return false;
  if (url.protocol === "https:" && url.port === "" && hosts.includes(url.hostname)) return true;
  const api = new URL(apiUrl);
  const isLoopback = api.hostname === "127.0.0.1" || api.hostname === "localhost" || api.hostname === "[::1]";
  return isLoopback && url.origin === api.origin;
}

/** Links expire within a day; the message has a new one (discord docs: reference, "Signed Attachment CDN URLs"). */
async function freshUrl(api: Api, file: FileRef, place: Place, signal: AbortSignal): Promise<string> {
  const origin = originOf(file);
  if (!origin) throw new ParleyError("place_gone", "a file stands in no message, and its link has expired");
  const { channel = channelOf(place), message, id } = origin;
  const path = `/channels/${channel}/messages/${message}` as const;
  const answer = await api.persist({ method: "GET", path }, signal);
  if (answer.kind !== "ok") throw failure(answer, "look up a file's message");
  const found = messageSchema.safeParse(answer.body).data?.attachments.find((one) => one.id === id);
  if (!found) throw new ParleyError("place_gone", "a file is not in its message any more");
  return found.url;
}

async function readAll(response: globalThis.Response): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const chunk of response.body ?? []) {
      size += chunk.length;
      if (size > maxBytes) throw tooLarge();
      chunks.push(chunk);
    }
  } catch (error) {
    if (error instanceof ParleyError) throw error;
    throw new ParleyError("platform_failed", "a file could not be read from Discord", { retryable: true });
  }
  return Buffer.concat(chunks);
}

function tooLarge(): ParleyError {
  return new ParleyError(
    "bad_input",
    `That file is larger than ${maxBytes / 1024 / 1024} MiB, which is all I can take.`,
  );
}
