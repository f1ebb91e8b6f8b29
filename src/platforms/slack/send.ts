import type { Clock } from "../../core/clock.ts";
import { isParleyError } from "../../core/errors.ts";
import type { FileRef, Place } from "../../core/inbound.ts";
import type { Content, SendKey } from "../../core/platform.ts";
import type { SlackApi } from "./api.ts";
import type { Edits } from "./edits.ts";
import { type Fields, text } from "./fields.ts";
import { type Finder, unknownOutcome } from "./find-sent.ts";
import { markerOf, metadataOf, readMarker } from "./marker.ts";
import { QUIET, renderContent } from "./render.ts";
import { isUnmarkedStream } from "./streams.ts";
import type { Uploads } from "./upload.ts";

export interface Sender {
  /** @throws like `Platform.send`. */
  send(place: Place, content: Content, key: SendKey, signal: AbortSignal, mention?: string): Promise<Posted>;
}

/** A message that stands, and the files it was given. */
export interface Posted {
  ts: string;
  files: FileRef[];
}

/**
 * Posts messages, each once. Slack has no idempotency key: a marker in the message's metadata tells whether an
 * attempt whose answer was lost took place. Only when the place was read and the message is not there is it posted
 * a second time; never a third.
 */
export function createSender(deps: {
  api: SlackApi;
  clock: Clock;
  finder: Finder;
  edits: Edits;
  uploads: Uploads;
  /** Parley's bot id. */
  botId(): string;
}): Sender {
  const { api, clock, finder, edits, uploads } = deps;

  /** @returns undefined where it may have been posted. */
  async function post(message: Fields, signal: AbortSignal): Promise<string | undefined> {
    try {
      return text(await api.call("chat.postMessage", message, "once", signal), "ts");
    } catch (error) {
      if (!isParleyError(error, "outcome_unknown")) throw error;
      return undefined;
    }
  }

  return {
    async send(place, content, key, signal, mention) {
      const marker = markerOf(key);
      const isMarked = (message: Fields) => readMarker(message) === marker;
      if (key.mayStand) {
        const isIt = (message: Fields) =>
          isMarked(message) || (key.part === 0 && isUnmarkedStream(message, place, deps.botId()));
        const found = await finder.find({ place, isIt }, signal);
        if (found) {
          // What an earlier attempt said there need not be what is to stand now.
          const { files } = await edits.edit(place, found.ts, content, signal);
          return { ts: found.ts, files };
        }
      }
      const { blocks, text: fallback } = renderContent(content, mention);
      const thread = place.thread ? { thread_ts: place.thread } : {};
      const message: Fields = {
        ...QUIET,
        channel: place.channel,
        ...thread,
        text: fallback,
        blocks,
        metadata: metadataOf(marker),
      };
      const since = clock.now();
      let ts = await post(message, signal);
      ts ??= (await finder.await({ place, isIt: isMarked, since }, signal))?.ts;
      ts ??= await post(message, signal);
      ts ??= (await finder.await({ place, isIt: isMarked, since }, signal))?.ts;
      if (ts === undefined) throw unknownOutcome(undefined);
      if (!content.files || content.files.length === 0) return { ts, files: [] };
      const shown = { blocks, text: fallback };
      return { ts, files: await uploads.attach(place, ts, content.files, shown, signal) };
    },
  };
}
