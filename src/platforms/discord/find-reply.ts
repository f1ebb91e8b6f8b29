import { MessageFlags } from "discord.js";
import { ParleyError } from "../../core/errors.ts";
import type { ReplyHandle } from "../../core/inbound.ts";
import type { Stood } from "../../core/platform.ts";
import type { Api } from "./api.ts";
import { filesOf } from "./file-ref.ts";
import { messageSchema, type WireMessage } from "./wire-message.ts";

/** Whether this message answers the interaction (discord docs: resources/message "Message Interaction Metadata"). */
export function answers(message: unknown, { id }: ReplyHandle): boolean {
  const { data } = messageSchema.safeParse(message);
  return data?.interaction_metadata?.id === id && !isLoading(data);
}

/** Whether this message only says that the interaction is going to be answered. */
export function isWaiting(message: WireMessage, { id }: ReplyHandle): boolean {
  return message.interaction_metadata?.id === id && isLoading(message);
}

function isLoading({ flags }: WireMessage): boolean {
  return (flags & MessageFlags.Loading) !== 0;
}

/**
 * Whether all can see an answer to the interaction: none has a nonce, but each names what it answers.
 * @throws `outcome_unknown` where the channel can't be read.
 */
export async function isShown(
  api: Api,
  channel: string,
  handle: ReplyHandle,
  signal: AbortSignal,
): Promise<boolean> {
  return (await findShown(api, channel, handle, signal)) !== undefined;
}

/**
 * What stands for all to see of an answer: the message `posted`, or the one that names the interaction.
 * @returns undefined where it can't be told: it stands all the same.
 */
export async function readStood(
  api: Api,
  channel: string,
  handle: ReplyHandle,
  posted: string | undefined,
  signal: AbortSignal,
): Promise<Stood | undefined> {
  const found =
    posted === undefined ? findShown(api, channel, handle, signal) : read(api, channel, posted, signal);
  const { data: message } = messageSchema.safeParse(await found.catch(() => undefined));
  return message && { ids: [message.id], files: filesOf(message) };
}

async function read(api: Api, channel: string, id: string, signal: AbortSignal): Promise<unknown> {
  const answer = await api.persist({ method: "GET", path: `/channels/${channel}/messages/${id}` }, signal);
  return answer.kind === "ok" ? answer.body : undefined;
}

async function findShown(
  api: Api,
  channel: string,
  handle: ReplyHandle,
  signal: AbortSignal,
): Promise<WireMessage | undefined> {
  const messages = await messagesAfter(api, channel, handle, signal);
  if (!messages)
    throw new ParleyError("outcome_unknown", "it could not be found out whether Discord shows an answer");
  return messages.find((message) => answers(message, handle));
}

/** What came after an interaction; undefined where the channel can't be read. */
export async function messagesAfter(
  api: Api,
  channel: string,
  handle: ReplyHandle,
  signal: AbortSignal,
): Promise<WireMessage[] | undefined> {
  // an interaction's id is a snowflake like a message's, and its answer comes after it
  const path = `/channels/${channel}/messages?limit=100&after=${handle.id}` as const;
  const answer = await api.persist({ method: "GET", path, patienceMs: 20_000 }, signal);
  if (answer.kind !== "ok" || !Array.isArray(answer.body)) return undefined;
  return answer.body.flatMap((message) => messageSchema.safeParse(message).data ?? []);
}
