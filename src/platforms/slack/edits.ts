import type { Clock } from "../../core/clock.ts";
import { isParleyError } from "../../core/errors.ts";
import type { Place } from "../../core/inbound.ts";
import type { Content } from "../../core/platform.ts";
import type { SlackApi } from "./api.ts";
import { QUIET, renderContent } from "./render.ts";
import type { Uploads } from "./upload.ts";

export interface Edits {
  /** Replaces a message. @returns milliseconds after which the next edit of it may follow. */
  edit(place: Place, ts: string, content: Content, signal: AbortSignal): Promise<number>;
  remove(place: Place, ts: string, signal: AbortSignal): Promise<void>;
  /** Milliseconds after which a message posted now may be edited. */
  intervalMs(): number;
}

/** Least time between two edits of one message: what the eye takes as live without flicker. */
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
  probe?: ((point: string) => void) | undefined;
}): Edits {
  const { api, clock, uploads } = deps;
  const editedAt = new Map<string, number>();

  function intervalMs(): number {
    const now = clock.now();
    for (const [message, at] of editedAt) if (now - at > RUNNING_MS) editedAt.delete(message);
    return Math.max(EDIT_INTERVAL_MS, Math.ceil((editedAt.size * 60_000) / EDITS_PER_MINUTE));
  }

  return {
    intervalMs,
    async edit(place, ts, content, signal) {
      const message = renderContent(content);
      editedAt.set(`${place.channel} ${ts}`, clock.now());
      deps.probe?.("slack.edit.request");
      if (content.files && content.files.length > 0) {
        await uploads.attach(place, ts, content.files, message, signal);
      } else {
        const { link_names, parse } = QUIET;
        await api.call(
          "chat.update",
          { channel: place.channel, ts, link_names, parse, ...message },
          "idempotent",
          signal,
        );
      }
      deps.probe?.("slack.edit.answered");
      return intervalMs();
    },
    async remove(place, ts, signal) {
      editedAt.delete(`${place.channel} ${ts}`);
      try {
        await api.call("chat.delete", { channel: place.channel, ts }, "idempotent", signal);
      } catch (error) {
        // Gone already, also when a first attempt did it and its answer was lost.
        if (!isParleyError(error, "place_gone")) throw error;
      }
    },
  };
}
