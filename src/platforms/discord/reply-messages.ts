import { MessageFlags } from "discord.js";
import type { ReplyHandle } from "../../core/inbound.ts";
import type { Api } from "./api.ts";
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
