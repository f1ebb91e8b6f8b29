import type { Address, Inbound, InboundMessage } from "../../core/inbound.ts";
import { filesOf } from "./file-ref.ts";
import { type Known, placeOf } from "./known.ts";
import { personOf, textOf } from "./text-in.ts";
import { deletedSchema, messageSchema, type WireMessage } from "./wire-message.ts";

/** People's own messages: ordinary ones and replies (discord docs: resources/message, "Message Types"). */
const ordinaryTypes: readonly number[] = [0, 19];
const forward = 1;

export function parseMessage(payload: unknown, known: Known): InboundMessage | undefined {
  const message = read(payload, known);
  if (!message) return undefined;
  const repliesTo =
    message.message_reference?.type === forward ? undefined : message.message_reference?.message_id;
  return {
    kind: "message",
    place: placeOf(message.channel_id, message.guild_id, known.parentOf(message.channel_id)),
    id: message.id,
    author: personOf(message.author, message.member),
    text: textOf(message, known),
    address: addressOf(message, known),
    ...(repliesTo ? { repliesTo } : {}),
    files: filesOf(message),
    at: Date.parse(message.timestamp),
  };
}

/**
 * A change of a message. Discord sends these for unfurled links and pins too: without a time of editing it is
 * none, and one that repeats an earlier time is the same edit again.
 */
export function parseEdit(payload: unknown, known: Known): Inbound | undefined {
  const message = read(payload, known);
  if (!message?.edited_timestamp) return undefined;
  return {
    kind: "edited",
    place: placeOf(message.channel_id, message.guild_id, known.parentOf(message.channel_id)),
    id: message.id,
    text: textOf(message, known),
    address: addressOf(message, known),
    at: Date.parse(message.edited_timestamp),
  };
}

export function parseDeletes(payload: unknown, known: Known): Inbound[] {
  const { data } = deletedSchema.safeParse(payload);
  if (!data) return [];
  const place = placeOf(data.channel_id, data.guild_id, known.parentOf(data.channel_id));
  return [...(data.ids ?? []), ...(data.id ? [data.id] : [])].map((id) => ({ kind: "deleted", place, id }));
}

/** Messages of people other than bots; Parley's own, webhooks' and the platform's are not for Parley to answer. */
function read(payload: unknown, known: Known): WireMessage | undefined {
  const { data } = messageSchema.safeParse(payload);
  if (!data || !ordinaryTypes.includes(data.type)) return undefined;
  if (data.author.id === known.me || data.author.bot || data.webhook_id) return undefined;
  return data;
}

function addressOf(message: WireMessage, known: Known): Address {
  if (!message.guild_id) return "dm";
  const own = known.ownRole(message.guild_id);
  const isNamed = new RegExp(`<@!?${known.me}>`).test(message.content);
  if (isNamed || (own && message.mention_roles.includes(own))) return "mention";
  if (message.referenced_message?.author.id === known.me) return "reply";
  // Without the right to read content a message names whom it mentions all the same.
  return message.mentions.some((one) => one.id === known.me) ? "mention" : "none";
}
