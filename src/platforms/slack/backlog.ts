import type { Place } from "../../core/inbound.ts";
import type { PastMessage } from "../../core/store.ts";
import type { SlackApi } from "./api.ts";
import { asFields, type Fields, objects, text } from "./fields.ts";
import type { Self } from "./identity.ts";
import { isPersons } from "./parse-message.ts";
import { tsToMs } from "./place.ts";
import { mentionedIn, type Names, readText } from "./text-in.ts";

const PAGE = 200;
/** A thread is given oldest first, so that its end may be some pages away. */
const MAX_PAGES = 5;

/**
 * The last messages of a place, people's and Parley's own. Other bots' are left out: nothing they say was meant for
 * Parley, and none of it was said by it.
 * @param before only what is older than this `ts`.
 */
export async function readBacklog(
  deps: { api: SlackApi; self: Self; names(ids: readonly string[], signal: AbortSignal): Promise<Names> },
  place: Place,
  limit: number,
  before: string | undefined,
  signal: AbortSignal,
): Promise<PastMessage[]> {
  const { self } = deps;
  const found = (await lastOf(deps.api, place, limit, before, signal)).filter(
    (message) => message.bot_id === self.botId || isPersons(message, self),
  );
  const ids = new Set<string>();
  for (const message of found) {
    ids.add(text(message, "user") ?? "");
    for (const id of mentionedIn(text(message, "text") ?? "")) ids.add(id);
  }
  ids.delete("");
  ids.delete(self.userId);
  const names = await deps.names([...ids], signal);
  return found.slice(-limit).map((message) => {
    const id = text(message, "ts") ?? "";
    const user = text(message, "user") ?? self.userId;
    const own = message.bot_id === self.botId;
    return {
      id,
      author: { id: user, name: own ? "Parley" : (names.get(user) ?? user) },
      text: readText(text(message, "text") ?? "", self.userId, names),
      at: tsToMs(id),
      own,
    };
  });
}

async function lastOf(
  api: SlackApi,
  place: Place,
  limit: number,
  before: string | undefined,
  signal: AbortSignal,
): Promise<Fields[]> {
  const latest = before === undefined ? {} : { latest: before };
  const isPast = (message: Fields) => before === undefined || (text(message, "ts") ?? "") < before;
  if (!place.thread) {
    const args = { channel: place.channel, limit: Math.min(limit, PAGE), ...latest };
    const answer = await api.call("conversations.history", args, "read", signal, 0);
    return objects(answer.messages).filter(isPast).reverse();
  }
  let found: Fields[] = [];
  let cursor: string | undefined;
  for (let page = 0; page < MAX_PAGES; page++) {
    const args = { channel: place.channel, ts: place.thread, limit: PAGE, ...latest, cursor };
    const answer = await api.call("conversations.replies", args, "read", signal, 0);
    found = [...found, ...objects(answer.messages).filter(isPast)].slice(-limit);
    cursor = text(asFields(answer.response_metadata), "next_cursor");
    if (!cursor) break;
  }
  return found;
}
