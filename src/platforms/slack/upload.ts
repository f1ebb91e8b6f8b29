import { cleanName } from "../../core/clean-name.ts";
import type { Clock } from "../../core/clock.ts";
import { ParleyError } from "../../core/errors.ts";
import type { FileRef, Place } from "../../core/inbound.ts";
import type { OutFile } from "../../core/platform.ts";
import type { SlackApi } from "./api.ts";
import { text } from "./fields.ts";
import type { SlackHosts } from "./hosts.ts";
import { QUIET, type Rendered } from "./render.ts";

export interface Uploads {
  /** Puts files into a message that stands already. Idempotent but for files uploaded in vain. */
  attach(
    place: Place,
    ts: string,
    files: readonly OutFile[],
    message: Rendered,
    signal: AbortSignal,
  ): Promise<FileRef[]>;
}

/** A file that is up, and waits to be completed. */
type Uploaded = { id: string; title: string };

/** Longest that the bytes of one file may take. */
const TIMEOUT_MS = 120_000;

/**
 * Files go up privately, one by one (`files.getUploadURLExternal`, POST, `files.completeUploadExternal`), and are
 * then put into the message by editing it (`chat.update` with `file_ids`). Sharing them while completing the upload
 * would post a message of its own, without the marker by which a lost answer is read back.
 */
export function createUploads(deps: { api: SlackApi; hosts: SlackHosts; clock: Clock }): Uploads {
  const { api, hosts, clock } = deps;

  async function upload(file: OutFile, signal: AbortSignal): Promise<Uploaded> {
    const filename = fileName(file);
    const ticket = await api.call(
      "files.getUploadURLExternal",
      { filename, length: file.bytes.byteLength, alt_txt: file.description?.slice(0, 1_000) },
      "idempotent",
      signal,
    );
    const [id, url] = [text(ticket, "file_id"), text(ticket, "upload_url")];
    if (!id || !url || !hosts.isSlack(url)) {
      throw new ParleyError("platform_failed", "Slack gave no usable address to upload to");
    }
    await put(url, file, signal);
    return { id, title: filename };
  }

  async function put(url: string, file: OutFile, signal: AbortSignal): Promise<void> {
    const late = new AbortController();
    using _ = clock.timer(TIMEOUT_MS, () => late.abort(new Error("timeout")));
    try {
      const answer = await fetch(url, {
        method: "POST",
        headers: { "content-type": "application/octet-stream" },
        body: Buffer.from(file.bytes),
        redirect: "error",
        signal: AbortSignal.any([signal, late.signal]),
      });
      await answer.arrayBuffer();
      if (!answer.ok) throw new Error(`status ${answer.status}`);
    } catch (cause) {
      if (signal.aborted) throw new ParleyError("cancelled", "an upload to Slack was given up", { cause });
      throw new ParleyError("platform_failed", "a file could not be uploaded to Slack", {
        cause,
        retryable: true,
      });
    }
  }

  return {
    async attach(place, ts, files, message, signal) {
      const uploaded: Uploaded[] = [];
      for (const file of files) uploaded.push(await upload(file, signal));
      // Once only: a second completion of the same upload is refused, so a lost answer is settled by the edit.
      await api
        .call("files.completeUploadExternal", { files: uploaded }, "once", signal)
        .catch((error: unknown) => {
          if (!(error instanceof ParleyError) || error.code !== "outcome_unknown") throw error;
        });
      const { unfurl_links: _, unfurl_media: __, ...quiet } = QUIET;
      await api.call(
        "chat.update",
        { ...quiet, channel: place.channel, ts, ...message, file_ids: uploaded.map((file) => file.id) },
        "idempotent",
        signal,
      );
      return files.map((file, i) => ({
        id: uploaded[i]?.id ?? "",
        name: fileName(file),
        mime: file.mime,
        sizeBytes: file.bytes.byteLength,
        // `files.info` tells it when it is fetched
        url: "",
      }));
    },
  };
}

function fileName(file: OutFile): string {
  const name = cleanName(file.name)?.replace(/[/\\<>&]/g, "_");
  return name ?? "file";
}
