import type { Clock } from "../../core/clock.ts";
import { isParleyError, ParleyError } from "../../core/errors.ts";
import type { Place } from "../../core/inbound.ts";
import type { SlackApi } from "./api.ts";
import { asFields, type Fields, objects, text } from "./fields.ts";
import { msToTs } from "./place.ts";

interface Wanted {
  place: Place;
  isIt(message: Fields): boolean;
  /** When it was tried, in milliseconds since the epoch, if that is known. */
  since?: number;
}

interface SentMessage {
  ts: string;
  message: Fields;
}

export interface Finder {
  /** What stands now. @throws `outcome_unknown` where it could not be read. */
  find(wanted: Wanted, signal: AbortSignal): Promise<SentMessage | undefined>;
  /** What stands, or comes to within a while: Slack may take some time to show what it has accepted. */
  await(wanted: Wanted, signal: AbortSignal): Promise<SentMessage | undefined>;
}

/** How far back a message is looked for; an answer is not resumed after longer. */
const LOOK_BACK_MS = 24 * 60 * 60_000;
/** Slack's clock and ours may differ by as much. */
const SKEW_MS = 60_000;
/** The most that apps outside the Marketplace are given; what is looked for is among the newest in any case. */
const PAGE = 15;
const MAX_PAGES = 20;
/** Waits before each look for a message whose posting was not confirmed. */
const LOOK_MS = [2_000, 5_000, 15_000];

/**
 * Looks for messages that Parley may have posted. A limit is not waited out: some apps may read only once a minute
 * (docs.slack.dev/apis/web-api/rate-limits), and then the outcome stays unknown for the time being.
 */
export function createFinder(deps: { api: SlackApi; clock: Clock }): Finder {
  const { api, clock } = deps;

  async function find({ place, isIt, since }: Wanted, signal: AbortSignal): Promise<SentMessage | undefined> {
    const oldest = msToTs(since === undefined ? clock.now() - LOOK_BACK_MS : since - SKEW_MS);
    const method = place.thread ? "conversations.replies" : "conversations.history";
    const where = place.thread ? { channel: place.channel, ts: place.thread } : { channel: place.channel };
    let cursor: string | undefined;
    for (let page = 0; page < MAX_PAGES; page++) {
      const args = { ...where, oldest, limit: PAGE, include_all_metadata: true, cursor };
      const answer = await api.call(method, args, "read", signal, 0);
      const message = objects(answer.messages).findLast(isIt);
      const ts = text(message, "ts");
      if (message && ts) return { ts, message };
      cursor = text(asFields(answer.response_metadata), "next_cursor");
      if (!cursor) return undefined;
    }
    throw unknownOutcome(undefined);
  }

  async function read(wanted: Wanted, signal: AbortSignal): Promise<SentMessage | undefined> {
    try {
      return await find(wanted, signal);
    } catch (error) {
      if (!isParleyError(error) || error.code === "cancelled" || error.code === "platform_unauthorised")
        throw error;
      if (error.code === "place_gone") return undefined;
      throw unknownOutcome(error.retryAfterMs, error);
    }
  }

  return {
    find: read,
    async await(wanted, signal) {
      let failure: unknown;
      for (const waitMs of LOOK_MS) {
        await sleep(clock, waitMs, signal);
        failure = undefined;
        try {
          const found = await read(wanted, signal);
          if (found) return found;
        } catch (error) {
          if (!isParleyError(error, "outcome_unknown")) throw error;
          failure = error;
        }
      }
      // Only what the last look saw tells whether it may be posted again.
      if (failure) throw failure;
      return undefined;
    },
  };
}

export function unknownOutcome(retryAfterMs: number | undefined, cause?: unknown): ParleyError {
  return new ParleyError("outcome_unknown", "a message may or may not stand in Slack", {
    retryable: true,
    cause,
    ...(retryAfterMs === undefined ? {} : { retryAfterMs }),
  });
}

async function sleep(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  try {
    await clock.sleep(ms, signal);
  } catch (cause) {
    throw new ParleyError("cancelled", "the wait for a message was given up", { cause });
  }
}
