import { MessageFlags } from "discord.js";
import { ParleyError } from "../../core/errors.ts";
import type { Inbound, InboundMessage, Place } from "../../core/inbound.ts";
import { type Log, logged } from "../../core/log.ts";
import type { PastMessage } from "../../core/store.ts";
import { failure } from "./answer.ts";
import type { Api } from "./api.ts";
import type { Channels } from "./channels.ts";
import { channelOf } from "./known.ts";
import { parseMessage } from "./parse-message.ts";
import { compareIds, snowflakeAt } from "./snowflake.ts";
import { personOf, textOf } from "./text-in.ts";
import { messageSchema, type WireMessage } from "./wire-message.ts";

export interface HistoryDeps {
  api: Api;
  channels: Channels;
  log: Log;
}

const perPage = 100;
/** Of one channel at most the newest thousand messages are read: whoever wrote before has long stopped waiting. */
const maxPages = 10;

/**
 * Every message since `since` in the channels and threads there are, and in the DMs that this process or the caller
 * knows of (Discord lists none for bots), oldest first in each.
 * @throws the last failure, once all channels were tried: those that failed have to be read again.
 */
export async function* readHistory(
  deps: HistoryDeps,
  since: number,
  dms: readonly string[],
  signal: AbortSignal,
): AsyncGenerator<Inbound> {
  const after = snowflakeAt(since);
  const known = deps.channels.readableSince(after);
  const others = dms.filter((id) => !known.some((one) => one.id === id));
  let failed: unknown;
  for (const channel of [...known, ...others.map((id) => ({ id, guild: undefined }))]) {
    let messages: InboundMessage[] = [];
    try {
      messages = await readChannel(deps, channel, after, signal);
    } catch (error) {
      if (signal.aborted) throw error;
      const isFinal = error instanceof ParleyError && !error.retryable && error.code !== "outcome_unknown";
      if (!isFinal) failed = error;
      deps.log.warn(
        { channel: channel.id, ...logged(error) },
        "a Discord channel could not be caught up with",
      );
    }
    yield* messages;
  }
  if (failed) throw failed;
}

async function readChannel(
  { api, channels, log }: HistoryDeps,
  channel: { id: string; guild: string | undefined },
  after: string,
  signal: AbortSignal,
): Promise<InboundMessage[]> {
  const found: InboundMessage[] = [];
  let before = "";
  for (let page = 0; page < maxPages; page++) {
    const path = `/channels/${channel.id}/messages?limit=${perPage}${before}` as const;
    const answer = await api.persist({ method: "GET", path }, signal);
    if (answer.kind !== "ok") throw failure(answer, "read a channel");
    const messages = Array.isArray(answer.body) ? answer.body : [];
    for (const one of messages) {
      // REST leaves out what the gateway says of the server.
      const message = parseMessage(
        { ...one, ...(channel.guild ? { guild_id: channel.guild } : {}) },
        channels,
      );
      if (message && compareIds(message.id, after) >= 0) found.push(message);
    }
    const oldest = messages.at(-1)?.id;
    if (messages.length < perPage || compareIds(oldest, after) < 0) return found.reverse();
    before = `&before=${oldest}`;
  }
  log.warn({ channel: channel.id }, "more was written in a Discord channel than is caught up with");
  return found.reverse();
}

/** Types that are somebody's words: ordinary, reply, answers to commands (discord docs: resources/message). */
const wordTypes: readonly number[] = [0, 19, 20, 23];
const threadStarter = 21;

/** The newest messages of a place, oldest first. @param before only older ones than this message. */
export async function readBacklog(
  { api, channels }: HistoryDeps,
  place: Place,
  limit: number,
  before: string | undefined,
  signal: AbortSignal,
): Promise<PastMessage[]> {
  const range = before ? `&before=${before}` : "";
  const path = `/channels/${channelOf(place)}/messages?limit=${Math.min(limit, perPage)}${range}` as const;
  const answer = await api.persist({ method: "GET", path }, signal);
  if (answer.kind !== "ok") throw failure(answer, "read a channel");
  const messages = Array.isArray(answer.body) ? answer.body : [];
  return (
    messages
      .map((one) => (one?.type === threadStarter ? one.referenced_message : one))
      .flatMap((one) => messageSchema.safeParse(one).data ?? [])
      // an answer that is still waited for says nothing, and is kept when it is given
      .filter((one) => wordTypes.includes(one.type) && (one.flags & MessageFlags.Loading) === 0)
      .map((one) => pastMessage(one, channels))
      .reverse()
  );
}

function pastMessage(message: WireMessage, channels: Channels): PastMessage {
  return {
    id: message.id,
    author: personOf(message.author, message.member),
    text: textOf(message, channels),
    at: Date.parse(message.timestamp),
    own: message.author.id === channels.me,
  };
}
