import { may } from "../access/permissions.ts";
import { refuse } from "../access/refusal.ts";
import { need } from "../access/rules.ts";
import { checkLocked } from "../threads/state.ts";
import type { Channel } from "../world/channel.ts";
import { type Message, messageFlag } from "../world/message.ts";
import type { Parts } from "../world/parts.ts";
import { snowflakeTimeMs } from "../world/snowflake.ts";
import { placeComponents } from "./components.ts";
import type { Patch } from "./draft.ts";
import { storeFiles, uploadLimits } from "./files.ts";
import { mentionableText, resolveMentions } from "./mentions.ts";
import { tellMessage } from "./tell.ts";
import { unfurlLinks } from "./unfurl.ts";

const hourMs = 3_600_000;
/** Edits of messages older than an hour, by channel. Discord names no figure; this one was seen (starboard-4 issue 118). */
const lateEdits = { count: 3, windowMs: 20_000 } as const;

/** Changes a message as this user may, and tells everyone. */
export function editMessage(
  parts: Parts,
  userId: string,
  channel: Channel,
  message: Message,
  patch: Patch,
): void {
  const { world } = parts;
  const onlySuppresses = Object.keys(patch).every((key) => key === "flags" || key === "mentionDefaults");
  if (message.authorId !== userId) {
    if (!onlySuppresses) throw refuse(50005);
    need(world, userId, channel, "MANAGE_MESSAGES");
  }
  if (channel.kind === "thread") {
    if (channel.thread_metadata.archived) throw refuse(50083);
    checkLocked(parts, channel, userId, "active too");
  }
  checkFlags(message, patch);
  if (patch.embeds?.length && !message.webhook_id) need(world, userId, channel, "EMBED_LINKS");
  if (patch.files?.length && !message.webhook_id) need(world, userId, channel, "ATTACH_FILES");
  checkLate(parts, message);

  const kept = message.attachments.filter((one) => patch.keepFiles?.includes(one.id) ?? true);
  const content = patch.content?.trim() ?? message.content;
  const embeds = patch.embeds?.map((embed) => ({ type: "rich", ...embed })) ?? message.embeds;
  const components = patch.components ? placeComponents(patch.components) : message.components;
  const empty = [embeds, components, kept, patch.files ?? []].every((one) => one.length === 0);
  const v2 = (message.flags | (patch.flags ?? 0)) & messageFlag.componentsV2;
  if (content === "" && empty && !v2) throw refuse(50006);
  if (kept.length + (patch.files?.length ?? 0) > uploadLimits.files) throw refuse(30015);
  const attachments = [...kept, ...storeFiles(world, patch.files ?? [], channel.id)];

  for (const one of message.attachments) if (!kept.includes(one)) world.files.delete(one.id);
  message.embeds = embeds;
  message.components = components;
  message.attachments = attachments;
  const settable = messageFlag.suppressEmbeds | messageFlag.componentsV2;
  if (patch.flags !== undefined) {
    const sticky = message.flags & messageFlag.componentsV2;
    message.flags = (message.flags & ~settable) | (patch.flags & settable) | sticky;
  }
  message.content = content;
  if (!onlySuppresses) reparseMentions(parts, channel, message, patch);
  // The first edit of a "thinking" message is its content, not a correction.
  const wasLoading = (message.flags & messageFlag.loading) !== 0;
  message.flags &= ~messageFlag.loading;
  if (!onlySuppresses && !wasLoading) message.edited_timestamp = new Date(world.clock.now()).toISOString();
  tellMessage(parts, "MESSAGE_UPDATE", message);
  if (patch.content !== undefined || patch.components) unfurlLinks(parts, channel, message);
}

/**
 * Mentions are parsed anew at each edit, by this request's allowances alone: without any, by the defaults
 * (discord docs: resources/message "Edit Message").
 */
function reparseMentions(parts: Parts, channel: Channel, message: Message, patch: Patch): void {
  const repliedId = message.message_reference?.type === 0 ? message.message_reference.message_id : undefined;
  const repliedUserId = repliedId ? parts.world.messages.get(repliedId)?.authorId : undefined;
  const mentions = resolveMentions(parts.world, {
    channel,
    authorId: message.authorId,
    text: mentionableText(message.content, message.components),
    repliedUserId: message.type === 19 ? repliedUserId : undefined,
    allowed: patch.allowedMentions,
    defaults: patch.mentionDefaults ?? "ordinary",
  });
  message.mentionIds = mentions.userIds;
  message.mention_roles = mentions.roleIds;
  message.mention_everyone = mentions.everyone;
  if (!message.ephemeralFor) message.pings = [...new Set([...message.pings, ...mentions.pings])];
}

function checkFlags(message: Message, patch: Patch): void {
  if (message.flags & messageFlag.voiceMessage && patch.content !== undefined) throw refuse(50021);
  const wasV2 = message.flags & messageFlag.componentsV2;
  const isV2 = wasV2 || (patch.flags ?? 0) & messageFlag.componentsV2;
  if (wasV2 && patch.flags !== undefined && !(patch.flags & messageFlag.componentsV2)) {
    const code = "MESSAGE_CANNOT_REMOVE_COMPONENTS_V2_FLAG";
    const text = "The IS_COMPONENTS_V2 flag cannot be removed from a message";
    throw refuse(50035, { flags: { _errors: [{ code, message: text }] } });
  }
  const stale = !wasV2 && isV2 && (message.content !== "" || message.embeds.length > 0);
  if (stale && (patch.content !== "" || (message.embeds.length > 0 && patch.embeds?.length !== 0))) {
    const code = "MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2";
    const text = "The 'content' field cannot be used when using MessageFlags.IS_COMPONENTS_V2";
    throw refuse(50035, { content: { _errors: [{ code, message: text }] } });
  }
}

/** @throws Refusal 30046, told as a rate limit. */
function checkLate({ world }: Parts, message: Message): void {
  const now = world.clock.now();
  if (now - snowflakeTimeMs(message.id) <= hourMs) return;
  const before = world.lateEdits.get(message.channel_id) ?? [];
  const recent = before.filter((at) => now - at < lateEdits.windowMs);
  if (recent.length >= lateEdits.count) {
    throw refuse(30046, undefined, ((recent[0] ?? now) + lateEdits.windowMs - now) / 1000);
  }
  world.lateEdits.set(message.channel_id, [...recent, now]);
}

/** Deletes a message: its author may, and whoever manages messages there. */
export function removeMessage(parts: Parts, userId: string, channel: Channel, message: Message): void {
  const { world, hub } = parts;
  if (message.authorId !== userId && !may(world, userId, channel, "MANAGE_MESSAGES")) {
    throw refuse(channel.kind === "dm" ? 50003 : 50013);
  }
  if (channel.kind === "thread") checkLocked(parts, channel, userId, "archived too");
  dropMessage(world, message);
  if (message.ephemeralFor) return;
  const guildId = channel.kind === "dm" ? undefined : channel.guild_id;
  hub.emit({
    name: "MESSAGE_DELETE",
    ...(guildId ? { guildId } : {}),
    channelId: channel.id,
    data: { id: message.id, channel_id: channel.id, ...(guildId ? { guild_id: guildId } : {}) },
  });
}

/** Takes a message off its channel and tells nobody. */
export function dropMessage(world: Parts["world"], message: Message): void {
  world.messages.delete(message.id);
  for (const file of message.attachments) world.files.delete(file.id);
  const timeline = world.timeline.get(message.channel_id);
  const at = timeline?.indexOf(message.id) ?? -1;
  if (at >= 0) timeline?.splice(at, 1);
  const channel = world.channels.get(message.channel_id);
  if (channel?.kind === "thread") channel.message_count = Math.max(0, channel.message_count - 1);
}
