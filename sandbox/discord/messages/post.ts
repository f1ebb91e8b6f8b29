import { may } from "../access/permissions.ts";
import { refuse } from "../access/refusal.ts";
import { need } from "../access/rules.ts";
import { joinThread } from "../threads/members.ts";
import { wakeThread } from "../threads/state.ts";
import type { Channel } from "../world/channel.ts";
import { type Message, messageFlag, messageType } from "../world/message.ts";
import type { Parts } from "../world/parts.ts";
import { snowflakeTimeMs } from "../world/snowflake.ts";
import type { World } from "../world/world.ts";
import { placeComponents } from "./components.ts";
import type { Draft } from "./draft.ts";
import { storeFiles } from "./files.ts";
import { mentionableText, resolveMentions } from "./mentions.ts";
import { tellMessage } from "./tell.ts";
import { unfurlLinks } from "./unfurl.ts";

/**
 * How long a nonce keeps its message from being made again: Discord says "the past few minutes"
 * (discord docs: resources/message "Create Message"), so no more than three are promised here.
 */
const nonceWindowMs = 3 * 60_000;

/**
 * Makes a message, as this user may, and tells everyone.
 * With `enforceNonce` the message that already has the nonce is returned instead.
 */
export function postMessage(parts: Parts, authorId: string, channel: Channel, draft: Draft): Message {
  const { world } = parts;
  checkMayPost(world, authorId, channel, draft);
  const twin = draft.enforceNonce ? messageByNonce(world, authorId, channel.id, draft.nonce) : undefined;
  if (twin) return twin;
  const target = referenced(world, authorId, channel, draft);
  if (isEmpty(draft)) throw refuse(50006);
  if (channel.kind === "thread") wakeThread(parts, channel, authorId);

  const allowed = draft.allowedMentions;
  const mentions = resolveMentions(world, {
    channel,
    authorId,
    text: mentionableText(draft.content, draft.components ?? []),
    repliedUserId: draft.reference?.kind === "reply" ? target?.authorId : undefined,
    allowed,
    defaults: draft.mentionDefaults ?? "ordinary",
  });
  const id = world.nextId();
  const silent = ((draft.flags ?? 0) & messageFlag.suppressNotifications) !== 0;
  const message: Message = {
    id,
    channel_id: channel.id,
    type:
      draft.type ?? (target && draft.reference?.kind === "reply" ? messageType.reply : messageType.ordinary),
    content: draft.content.trim(),
    timestamp: new Date(snowflakeTimeMs(id)).toISOString(),
    edited_timestamp: null,
    tts: draft.tts ?? false,
    pinned: false,
    flags: draft.flags ?? 0,
    embeds: (draft.embeds ?? []).map((embed) => ({ type: "rich", ...embed })),
    components: placeComponents(draft.components ?? []),
    mention_everyone: mentions.everyone,
    mention_roles: mentions.roleIds,
    authorId,
    mentionIds: mentions.userIds,
    attachments: storeFiles(world, draft.files ?? [], channel.id),
    reactions: [],
    pings: silent || draft.ephemeralFor ? [] : mentions.pings,
    ...(draft.nonce !== undefined ? { nonce: draft.nonce } : {}),
    ...(target ? referenceTo(world, channel, target, draft) : {}),
    ...(draft.ephemeralFor ? { ephemeralFor: draft.ephemeralFor } : {}),
    ...(draft.interactionMetadata ? { interaction_metadata: draft.interactionMetadata } : {}),
    ...(draft.webhookId ? { webhook_id: draft.webhookId, application_id: world.application.id } : {}),
  };
  insertMessage(world, channel, message);
  tellMessage(parts, "MESSAGE_CREATE", message);
  unfurlLinks(parts, channel, message);
  if (channel.kind === "thread" && !message.ephemeralFor) {
    for (const userId of [authorId, ...mentions.userIds]) joinThread(parts, channel, userId);
  }
  return message;
}

/** Puts a finished message at the end of its channel. */
export function insertMessage(world: World, channel: Channel, message: Message): void {
  if (channel.kind === "thread" && !message.ephemeralFor) {
    message.position = channel.message_count;
    channel.message_count++;
    channel.total_message_sent++;
  }
  world.messages.set(message.id, message);
  const timeline = world.timeline.get(channel.id) ?? [];
  timeline.push(message.id);
  world.timeline.set(channel.id, timeline);
  if (!message.ephemeralFor) channel.last_message_id = message.id;
}

function checkMayPost(world: World, authorId: string, channel: Channel, draft: Draft): void {
  if (channel.kind === "guild" && channel.type === 4) throw refuse(50008);
  if (channel.kind === "dm") {
    const other = channel.recipientIds.find((id) => id !== authorId) ?? "";
    if (world.closedDms.has(other) || !shareGuild(world, authorId, other)) throw refuse(50007);
  }
  // Answers to interactions need no right to send (discord docs: interactions/receiving-and-responding).
  if (draft.interactionMetadata || draft.webhookId) return;
  need(world, authorId, channel, "SEND_MESSAGES");
  if (draft.tts) need(world, authorId, channel, "SEND_TTS_MESSAGES");
  if (draft.files?.length) need(world, authorId, channel, "ATTACH_FILES");
  if (draft.embeds?.length) need(world, authorId, channel, "EMBED_LINKS");
  if ((draft.flags ?? 0) & messageFlag.voiceMessage) need(world, authorId, channel, "SEND_VOICE_MESSAGES");
}

function shareGuild(world: World, one: string, other: string): boolean {
  return [...world.members.values()].some((members) => members.has(one) && members.has(other));
}

function messageByNonce(
  world: World,
  authorId: string,
  channelId: string,
  nonce: string | number | undefined,
): Message | undefined {
  if (nonce === undefined) return undefined;
  const since = world.clock.now() - nonceWindowMs;
  return world
    .messagesIn(channelId)
    .findLast(
      (one) =>
        one.authorId === authorId && String(one.nonce) === String(nonce) && snowflakeTimeMs(one.id) >= since,
    );
}

function referenced(world: World, authorId: string, channel: Channel, draft: Draft): Message | undefined {
  const { reference } = draft;
  if (!reference) return undefined;
  const source = world.channels.get(reference.channelId);
  const wrong = (code: string, message: string) =>
    refuse(50035, { message_reference: { _errors: [{ code, message }] } });
  if (reference.kind === "reply" && reference.channelId !== channel.id) {
    throw wrong("REPLIES_CHANNEL_ID_MISMATCH", "Cannot reply to a message in a different channel");
  }
  if (source && !may(world, authorId, source, "READ_MESSAGE_HISTORY")) throw refuse(160002);
  const target = world.messages.get(reference.messageId);
  if (!source || !target || target.channel_id !== source.id || target.ephemeralFor) {
    if (reference.kind === "reply" && reference.mayBeGone) return undefined;
    throw wrong("MESSAGE_REFERENCE_UNKNOWN_MESSAGE", "Unknown message");
  }
  const repliable: number[] = [
    messageType.ordinary,
    messageType.reply,
    messageType.slashCommand,
    messageType.contextCommand,
    messageType.threadStarter,
  ];
  if (!repliable.includes(target.type)) {
    throw wrong("REPLIES_CANNOT_REPLY_TO_SYSTEM_MESSAGE", "Cannot reply to a system message");
  }
  const botReads = world.application.portal.messageContent || target.authorId === authorId;
  if (reference.kind === "forward" && authorId === world.application.botId && !botReads) throw refuse(160014);
  return target;
}

function referenceTo(world: World, channel: Channel, target: Message, draft: Draft): Partial<Message> {
  const forward = draft.reference?.kind === "forward";
  const source = world.channels.get(target.channel_id) ?? channel;
  const message_reference = {
    type: forward ? (1 as const) : (0 as const),
    channel_id: source.id,
    message_id: target.id,
    ...(source.kind === "dm" ? {} : { guild_id: source.guild_id }),
  };
  if (!forward) return { message_reference };
  const { type, content, timestamp, edited_timestamp, flags, embeds, components, mention_roles } = target;
  const message = { type, content, timestamp, edited_timestamp, flags, embeds, components, mention_roles };
  const snapshot = { message: { ...message, mentions: [], attachments: [] } };
  return { message_reference, message_snapshots: [snapshot], flags: messageFlag.hasSnapshot };
}

function isEmpty(draft: Draft): boolean {
  if (draft.reference?.kind === "forward" || (draft.flags ?? 0) & messageFlag.loading) return false;
  const parts = [draft.embeds, draft.components, draft.files];
  return draft.content.trim() === "" && parts.every((one) => !one?.length);
}
