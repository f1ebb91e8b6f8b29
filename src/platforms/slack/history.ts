import type { Inbound } from "../../core/inbound.ts";
import type { SlackApi } from "./api.ts";
import { asFields, type Fields, objects, text } from "./fields.ts";
import { msToTs } from "./place.ts";
import { mentionedIn, type Names } from "./text-in.ts";

export interface HistoryDeps {
  api: SlackApi;
  names(ids: readonly string[], signal: AbortSignal): Promise<Names>;
  read(message: Fields, where: Channel, names: Names): Inbound | undefined;
}

interface Channel {
  channel: string;
  channelType: string;
}

const PAGE = 200;
/** Threads that began this long before the gap are looked into for replies that fell into it. */
const THREAD_AGE_MS = 24 * 60 * 60_000;
/** Per channel: what came in a longer gap than these pages hold is too much to be caught up with. */
const MAX_PAGES = 10;

/**
 * What people wrote while Parley was not there, channel by channel, oldest first. Slack sends events again for a few
 * minutes only, and Socket Mode none that came while nobody was connected.
 */
export async function* readHistory(
  deps: HistoryDeps,
  since: number,
  signal: AbortSignal,
): AsyncGenerator<Inbound> {
  for await (const channel of joined(deps.api, signal)) {
    const messages = await missed(deps.api, channel.channel, since, signal);
    messages.sort((a, b) => compare(text(a, "ts") ?? "", text(b, "ts") ?? ""));
    const people = new Set<string>();
    for (const message of messages) {
      people.add(text(message, "user") ?? "");
      for (const id of mentionedIn(text(message, "text") ?? "")) people.add(id);
    }
    people.delete("");
    const names = await deps.names([...people], signal);
    for (const message of messages) {
      const event = deps.read(message, channel, names);
      if (event) yield event;
    }
  }
}

async function* joined(api: SlackApi, signal: AbortSignal): AsyncGenerator<Channel> {
  const args = { types: "public_channel,private_channel,mpim,im", exclude_archived: true, limit: PAGE };
  for await (const page of pages(api, "users.conversations", args, signal)) {
    for (const channel of objects(page.channels)) {
      const id = text(channel, "id");
      if (id) yield { channel: id, channelType: typeOf(channel) };
    }
  }
}

/** Root messages since, and replies since in threads that were alive. */
async function missed(api: SlackApi, channel: string, since: number, signal: AbortSignal): Promise<Fields[]> {
  const oldest = msToTs(since);
  const roots: Fields[] = [];
  const from = { channel, oldest: msToTs(since - THREAD_AGE_MS), limit: PAGE };
  for await (const page of pages(api, "conversations.history", from, signal))
    roots.push(...objects(page.messages));
  const found = roots.filter((root) => isSince(root, oldest));
  for (const root of roots) {
    const ts = text(root, "ts");
    const latest = text(root, "latest_reply");
    if (!ts || !latest || compare(latest, oldest) <= 0) continue;
    for await (const page of pages(
      api,
      "conversations.replies",
      { channel, ts, oldest, limit: PAGE },
      signal,
    )) {
      found.push(...objects(page.messages).filter((reply) => reply.ts !== ts && isSince(reply, oldest)));
    }
  }
  // A reply shown in the channel too stands in both lists.
  return [...new Map(found.map((message) => [message.ts, message])).values()];
}

async function* pages(
  api: SlackApi,
  method: string,
  args: Fields,
  signal: AbortSignal,
): AsyncGenerator<Fields> {
  let cursor: string | undefined;
  for (let page = 0; page < MAX_PAGES; page++) {
    const answer = await api.call(method, { ...args, cursor }, "read", signal);
    yield answer;
    cursor = text(asFields(answer.response_metadata), "next_cursor");
    if (!cursor) return;
  }
}

function typeOf(channel: Fields): string {
  if (channel.is_im === true) return "im";
  if (channel.is_mpim === true) return "mpim";
  return channel.is_private === true ? "group" : "channel";
}

function isSince(message: Fields, oldest: string): boolean {
  const ts = text(message, "ts");
  return ts !== undefined && compare(ts, oldest) > 0;
}

/** `ts` are decimal numbers of ten and six digits; beyond a double's precision they compare as text. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
