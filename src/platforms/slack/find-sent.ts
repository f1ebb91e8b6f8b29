import type { Clock } from "../../core/clock.ts";
import { isParleyError } from "../../core/errors.ts";
import type { Place } from "../../core/inbound.ts";
import type { SlackApi } from "./api.ts";
import { asFields, type Fields, objects, text } from "./fields.ts";
import { msToTs } from "./identity.ts";

export type Found =
  | { kind: "found"; message: Fields; ts: string }
  | { kind: "absent" }
  /** It could not be read, now or at all: nothing may be concluded. */
  | { kind: "unread"; retryAfterMs: number | undefined };

/** How far back a message is looked for; an answer is not resumed after longer. */
const LOOK_BACK_MS = 24 * 60 * 60_000;
const PAGE = 200;
const MAX_PAGES = 10;

/**
 * Looks for a message that Parley may have posted in a place. A limit is not waited out: some apps may read only
 * once a minute (docs.slack.dev/apis/web-api/rate-limits), and then the outcome stays unknown for the time being.
 * @param since when it was tried, in milliseconds since the epoch, if that is known.
 */
export async function findSent(
  deps: { api: SlackApi; clock: Clock },
  place: Place,
  since: number | undefined,
  isIt: (message: Fields) => boolean,
  signal: AbortSignal,
): Promise<Found> {
  const { api, clock } = deps;
  // Slack's clock and ours may differ by a little.
  const oldest = msToTs((since ?? clock.now() - LOOK_BACK_MS) - 60_000);
  const where = place.thread
    ? { method: "conversations.replies", args: { channel: place.channel, ts: place.thread } }
    : { method: "conversations.history", args: { channel: place.channel } };
  let cursor: string | undefined;
  try {
    for (let page = 0; page < MAX_PAGES; page++) {
      const args = { ...where.args, oldest, limit: PAGE, include_all_metadata: true, cursor };
      const answer = await api.call(where.method, args, "read", signal, 0);
      const message = objects(answer.messages).findLast(isIt);
      const ts = text(message, "ts");
      if (message && ts) return { kind: "found", message, ts };
      cursor = text(asFields(answer.response_metadata), "next_cursor");
      if (!cursor) return { kind: "absent" };
    }
    return { kind: "unread", retryAfterMs: undefined };
  } catch (error) {
    if (!isParleyError(error)) throw error;
    if (error.code === "place_gone") return { kind: "absent" };
    if (error.code === "cancelled" || error.code === "platform_unauthorised") throw error;
    return { kind: "unread", retryAfterMs: error.retryAfterMs };
  }
}
