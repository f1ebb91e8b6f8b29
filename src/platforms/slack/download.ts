import type { Clock } from "../../core/clock.ts";
import { ParleyError } from "../../core/errors.ts";
import type { FileRef } from "../../core/inbound.ts";
import type { SlackApi } from "./api.ts";
import { asFields, text } from "./fields.ts";
import type { SlackHosts } from "./hosts.ts";

export type Download = (file: FileRef, signal: AbortSignal) => Promise<{ mime: string; bytes: Uint8Array }>;

/** Bytes of one file that Parley is willing to hold. */
const MAX_BYTES = 25 * 1024 * 1024;
const MAX_HOPS = 3;
const TIMEOUT_MS = 60_000;

/**
 * Fetches a private file with the bot's token, which goes to Slack's file hosts and nowhere else: a file's address
 * is whatever the one who shared it says (`files.remote.add`), and an answer may redirect.
 */
export function createDownload(deps: {
  api: SlackApi;
  hosts: SlackHosts;
  botToken: string;
  clock: Clock;
}): Download {
  const { api, hosts, clock } = deps;

  /** Files of Slack Connect channels come without an address. */
  async function addressOf(file: FileRef, signal: AbortSignal): Promise<string> {
    if (file.url !== "") return file.url;
    const answer = await api.call("files.info", { file: file.id }, "read", signal);
    const info = asFields(answer.file);
    return text(info, "url_private_download") ?? text(info, "url_private") ?? "";
  }

  async function open(address: string, signal: AbortSignal): Promise<Response> {
    let url = address;
    for (let hop = 0; hop <= MAX_HOPS; hop++) {
      if (!hosts.isSlack(url)) {
        throw new ParleyError("bad_input", "the file is not kept by Slack, so Parley does not fetch it");
      }
      const answer = await fetch(url, {
        headers: { authorization: `Bearer ${deps.botToken}` },
        redirect: "manual",
        signal,
      });
      const target = answer.headers.get("location");
      if (answer.status < 300 || answer.status > 399 || !target) return answer;
      await answer.body?.cancel();
      url = URL.canParse(target, url) ? new URL(target, url).href : "";
    }
    throw new ParleyError("platform_failed", "Slack redirects a file too often");
  }

  return async (file, signal) => {
    const late = new AbortController();
    using _ = clock.timer(TIMEOUT_MS, () => late.abort(new Error("timeout")));
    const within = AbortSignal.any([signal, late.signal]);
    try {
      if (file.sizeBytes > MAX_BYTES) throw tooLarge();
      const answer = await open(await addressOf(file, signal), within);
      if (!answer.ok) {
        await answer.body?.cancel();
        throw refusal(answer.status);
      }
      const mime = answer.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase() ?? "";
      const bytes = await readCapped(answer);
      if (isSignIn(file, mime, bytes)) {
        throw new ParleyError(
          "place_forbidden",
          "Slack shows its sign-in page instead of a file: files:read is missing",
        );
      }
      return { mime: mime || file.mime, bytes };
    } catch (cause) {
      if (cause instanceof ParleyError) throw cause;
      if (signal.aborted) throw new ParleyError("cancelled", "a download from Slack was given up", { cause });
      throw new ParleyError("platform_failed", "a file could not be fetched from Slack", { retryable: true });
    }
  };
}

/** Without the scope Slack answers 200 with an HTML page (slackapi/bolt-js#2585). */
function isSignIn(file: FileRef, mime: string, bytes: Uint8Array): boolean {
  const begin = Buffer.from(bytes.subarray(0, 512)).toString("latin1").trimStart().toLowerCase();
  const isHtml = mime === "text/html" || begin.startsWith("<!doctype html") || begin.startsWith("<html");
  if (!isHtml) return false;
  return !/html/.test(file.mime) || (file.sizeBytes > 0 && bytes.byteLength !== file.sizeBytes);
}

async function readCapped(answer: Response): Promise<Uint8Array> {
  if (Number(answer.headers.get("content-length") ?? 0) > MAX_BYTES) {
    await answer.body?.cancel();
    throw tooLarge();
  }
  const pieces: Uint8Array[] = [];
  let length = 0;
  // Counted as it arrives, after decompression: what the header says need not be so.
  for await (const piece of answer.body ?? []) {
    length += piece.byteLength;
    if (length > MAX_BYTES) throw tooLarge();
    pieces.push(piece);
  }
  return Buffer.concat(pieces, length);
}

function tooLarge(): ParleyError {
  return new ParleyError("bad_input", `the file is larger than ${MAX_BYTES / 1024 / 1024} MB`);
}

function refusal(status: number): ParleyError {
  if (status === 404 || status === 410)
    return new ParleyError("place_gone", "the file no longer exists in Slack");
  if (status === 401 || status === 403) return new ParleyError("place_forbidden", "Slack refuses the file");
  return new ParleyError("platform_failed", "Slack does not hand out the file", { retryable: status >= 500 });
}
