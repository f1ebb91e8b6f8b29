import { cleanName } from "../../core/clean-name.ts";
import type { Address, FileRef, Inbound, InboundMessage, Person } from "../../core/inbound.ts";
import { type Known, placeOf } from "./known.ts";
import { deletedSchema, messageSchema, type WireMessage } from "./wire.ts";

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

/** The words of any message, Parley's own and other bots' included, as they were meant to be read. */
export function textOf(message: WireMessage, known: Known): string {
  const names = new Map(message.mentions.map((one) => [one.id, personOf(one, one.member).name]));
  const own = message.guild_id ? known.ownRole(message.guild_id) : undefined;
  const text = message.content
    .replace(/ ?<@(!|&)?(\d{1,20})>/g, (whole, kind: string | undefined, id: string) => {
      const space = whole.startsWith(" ") ? " " : "";
      if (kind === "&") return id === own ? "" : `${space}@role`;
      return id === known.me ? "" : `${space}@${names.get(id) ?? "someone"}`;
    })
    .replace(/<#(\d{1,20})>/g, (_, id: string) => `#${known.nameOf(id) ?? "channel"}`)
    .replace(/<a?(:\w{2,32}:)\d{1,20}>/g, "$1")
    .replace(/<(\/[\w -]{1,100}):\d{1,20}>/g, "$1")
    .trim();
  const forwarded = (message.message_snapshots ?? []).map((one) => one.message.content.trim());
  return [text, ...forwarded.filter(Boolean).map(quoted)].filter(Boolean).join("\n\n");
}

export function personOf(
  user: { id: string; username: string; global_name?: string | null | undefined },
  member?: { nick?: string | null | undefined },
): Person {
  const names = [member?.nick, user.global_name, user.username];
  const name = names.map((one) => cleanName(one ?? "")).find((one) => one !== undefined);
  return { id: user.id, name: name ?? `user ${user.id}` };
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

function filesOf(message: WireMessage): FileRef[] {
  const forwarded = (message.message_snapshots ?? []).flatMap((one) => one.message.attachments);
  return [...message.attachments, ...forwarded].map((one) => ({
    // Its message is needed to get a fresh link when this one has expired.
    id: `${message.id}/${one.id}`,
    name: cleanName(one.filename) ?? "file",
    mime: one.content_type?.split(";")[0]?.trim().toLowerCase() || "application/octet-stream",
    sizeBytes: one.size,
    url: one.url,
  }));
}

function quoted(text: string): string {
  return text.replace(/^/gm, "> ");
}
