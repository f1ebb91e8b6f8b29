import type { Clock } from "../../core/clock.ts";
import { isParleyError } from "../../core/errors.ts";
import type { FileRef, Place } from "../../core/inbound.ts";
import type { Content } from "../../core/platform.ts";
import type { SlackApi } from "./api.ts";
import { createInTurn } from "./in-turn.ts";
import { QUIET, renderContent } from "./render.ts";
import type { Streams } from "./streams.ts";
import type { Uploads } from "./upload.ts";

interface Edited {
  /** Milliseconds until its next edit may follow. */
  nextEditMs: number;
  /** Those it was given now. */
  files: FileRef[];
}

export interface Edits {
  /** Replaces a message, ending a stream that it may be. */
  edit(place: Place, ts: string, content: Content, signal: AbortSignal): Promise<Edited>;
  remove(place: Place, ts: string, signal: AbortSignal): Promise<void>;
  /** Milliseconds after which a message posted now may be edited. */
  intervalMs(): number;
}

/** Least time between two edits of one message: live to the eye, without flicker. */
export const EDIT_INTERVAL_MS = 1_200;
/** `chat.update` is tier 3, 50 or more a minute for the whole workspace; a fifth is left for final edits. */
const EDITS_PER_MINUTE = 40;
/** A message edited within this time is taken to be still running. */
const RUNNING_MS = 10_000;

/**
 * Edits share one budget: the more answers run at once, the rarer each is edited. Nothing is refused here: an edit
 * that comes is made, for the last one of an answer must never be dropped.
 */
export function createEdits(deps: {
  api: SlackApi;
  clock: Clock;
  uploads: Uploads;
  streams: Streams;
}): Edits {
  const { api, clock, uploads, streams } = deps;
  const editedAt = new Map<string, number>();
  const inTurn = createInTurn<Edited>();

  function intervalMs(): number {
    const now = clock.now();
    for (const [message, at] of editedAt) if (now - at > RUNNING_MS) editedAt.delete(message);
    return Math.max(EDIT_INTERVAL_MS, Math.ceil((editedAt.size * 60_000) / EDITS_PER_MINUTE));
  }

  /** A message that is still being streamed can be neither edited nor deleted; once it is ended, it can. */
  async function unstreamed<T>(
    place: Place,
    ts: string,
    signal: AbortSignal,
    work: () => Promise<T>,
  ): Promise<T> {
    try {
      return await work();
    } catch (error) {
      const mayStream = isParleyError(error, "platform_failed") || isParleyError(error, "place_forbidden");
      if (!mayStream || error.retryable || !(await streams.stop(place, ts, {}, signal))) throw error;
      return work();
    }
  }

  return {
    intervalMs,
    edit: (place, ts, content, signal) =>
      inTurn.run(`${place.channel} ${ts}`, () => edit(place, ts, content, signal)),
    async remove(place, ts, signal) {
      editedAt.delete(`${place.channel} ${ts}`);
      const args = { channel: place.channel, ts };
      try {
        await unstreamed(place, ts, signal, () => api.call("chat.delete", args, "idempotent", signal));
      } catch (error) {
        // Gone already, also when a first attempt did it and its answer was lost.
        if (!isParleyError(error, "place_gone")) throw error;
      }
    },
  };

  async function edit(place: Place, ts: string, content: Content, signal: AbortSignal): Promise<Edited> {
    const message = renderContent(content);
    editedAt.set(`${place.channel} ${ts}`, clock.now());
    const { link_names, parse } = QUIET;
    const args = { channel: place.channel, ts, link_names, parse, ...message };
    await unstreamed(place, ts, signal, () => api.call("chat.update", args, "idempotent", signal));
    const { files: out = [] } = content;
    const files = out.length > 0 ? await uploads.attach(place, ts, out, message, signal) : [];
    return { nextEditMs: intervalMs(), files };
  }
}
