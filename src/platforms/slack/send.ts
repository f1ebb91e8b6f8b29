import type { Clock } from "../../core/clock.ts";
import { isParleyError, ParleyError } from "../../core/errors.ts";
import type { Place } from "../../core/inbound.ts";
import type { Content, SendKey } from "../../core/platform.ts";
import type { SlackApi } from "./api.ts";
import { type Fields, text } from "./fields.ts";
import { findSent } from "./find-sent.ts";
import { markerOf, metadataOf, QUIET, readMarker, renderContent } from "./render.ts";
import type { Uploads } from "./upload.ts";

export interface Sender {
  /** @returns the message's `ts`. @throws like `Platform.send`. */
  send(place: Place, content: Content, key: SendKey, signal: AbortSignal, mention?: string): Promise<string>;
}

/** Waits before each look for a message whose posting was not confirmed. */
const LOOK_MS = [2_000, 5_000, 15_000];

/**
 * Posts messages, each once. Slack has no idempotency key: a marker in the message's metadata tells whether an
 * attempt whose answer was lost took place. Only when the place was read and the message is not there is it posted
 * a second time; never a third.
 */
export function createSender(deps: {
  api: SlackApi;
  clock: Clock;
  uploads: Uploads;
  probe?: ((point: string) => void) | undefined;
}): Sender {
  const { api, clock, uploads } = deps;

  async function post(message: Fields, signal: AbortSignal): Promise<string | undefined> {
    deps.probe?.("slack.send.request");
    try {
      const answer = await api.call("chat.postMessage", message, "once", signal);
      deps.probe?.("slack.send.answered");
      const ts = text(answer, "ts");
      if (ts) return ts;
    } catch (error) {
      if (!isParleyError(error, "outcome_unknown")) throw error;
    }
    return undefined;
  }

  /** Whether it stands after all. Slack may take a while to show what it has accepted. */
  async function look(place: Place, marker: string, since: number, signal: AbortSignal) {
    let retryAfterMs: number | undefined;
    let wasRead = false;
    for (const waitMs of LOOK_MS) {
      await clock.sleep(waitMs, signal);
      const found = await findSent(deps, place, since, (m) => readMarker(m) === marker, signal);
      if (found.kind === "found") return found.ts;
      wasRead = found.kind === "absent";
      if (found.kind === "unread") retryAfterMs = found.retryAfterMs;
    }
    if (wasRead) return undefined;
    throw unknown(retryAfterMs);
  }

  return {
    async send(place, content, key, signal, mention) {
      const marker = markerOf(key);
      const startedAt = clock.now();
      let ts: string | undefined;
      if (key.mayStand) {
        const found = await findSent(deps, place, undefined, (m) => readMarker(m) === marker, signal);
        if (found.kind === "unread") throw unknown(found.retryAfterMs);
        if (found.kind === "found") ts = found.ts;
      }
      const { blocks, text: fallback } = renderContent(content, mention);
      if (ts === undefined) {
        const message: Fields = {
          ...QUIET,
          channel: place.channel,
          ...(place.thread ? { thread_ts: place.thread } : {}),
          text: fallback,
          blocks,
          metadata: metadataOf(marker),
        };
        for (let attempt = 0; ts === undefined; attempt++) {
          if (attempt === 2) throw unknown(undefined);
          ts = await post(message, signal);
          ts ??= await look(place, marker, startedAt, signal);
        }
      }
      if (content.files && content.files.length > 0) {
        await uploads.attach(place, ts, content.files, { blocks, text: fallback }, signal);
      }
      return ts;
    },
  };
}

function unknown(retryAfterMs: number | undefined): ParleyError {
  return new ParleyError("outcome_unknown", "a message may or may not stand in Slack", {
    retryable: true,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}
