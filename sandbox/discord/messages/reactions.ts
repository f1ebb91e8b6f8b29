import { refuse } from "../access/refusal.ts";
import { need } from "../access/rules.ts";
import type { Channel } from "../world/channel.ts";
import type { Message } from "../world/message.ts";
import type { Parts } from "../world/parts.ts";

/** Different emoji on one message (discord docs: topics/opcodes-and-status-codes, 30010). */
const reactionsMax = 20;

export function addReaction(
  parts: Parts,
  userId: string,
  channel: Channel,
  message: Message,
  emoji: string,
): void {
  const { world } = parts;
  need(world, userId, channel, "READ_MESSAGE_HISTORY");
  if (channel.kind === "thread" && channel.thread_metadata.archived) throw refuse(50083);
  const found = message.reactions.find((one) => key(one.emoji) === emoji);
  // Whoever joins a reaction that stands needs no right to add one.
  if (!found) need(world, userId, channel, "ADD_REACTIONS");
  if (!found && !isEmoji(emoji)) throw refuse(10014);
  if (!found && message.reactions.length >= reactionsMax) throw refuse(30010);
  const reaction = found ?? { emoji: { id: null, name: emoji }, userIds: new Set<string>() };
  if (!found) message.reactions.push(reaction);
  if (reaction.userIds.has(userId)) return;
  reaction.userIds.add(userId);
  tell(parts, "MESSAGE_REACTION_ADD", userId, channel, message, reaction.emoji);
}

export function removeReaction(
  parts: Parts,
  userId: string,
  channel: Channel,
  message: Message,
  emoji: string,
): void {
  const reaction = message.reactions.find((one) => key(one.emoji) === emoji);
  if (!reaction?.userIds.delete(userId)) return;
  if (reaction.userIds.size === 0) message.reactions.splice(message.reactions.indexOf(reaction), 1);
  tell(parts, "MESSAGE_REACTION_REMOVE", userId, channel, message, reaction.emoji);
}

function tell(
  { world, hub, views }: Parts,
  name: string,
  userId: string,
  channel: Channel,
  message: Message,
  emoji: { id: string | null; name: string },
): void {
  const guildId = channel.kind === "dm" ? undefined : channel.guild_id;
  const member = guildId ? world.members.get(guildId)?.get(userId) : undefined;
  const added = name === "MESSAGE_REACTION_ADD";
  hub.emit({
    name,
    ...(guildId ? { guildId } : {}),
    channelId: channel.id,
    data: {
      user_id: userId,
      channel_id: channel.id,
      message_id: message.id,
      ...(guildId ? { guild_id: guildId } : {}),
      ...(added && guildId && member ? { member: views.member(guildId, member) } : {}),
      ...(added ? { message_author_id: message.authorId, burst_colors: [] } : {}),
      emoji,
      burst: false,
      type: 0,
    },
  });
}

const key = (emoji: { id: string | null; name: string }) =>
  emoji.id ? `${emoji.name}:${emoji.id}` : emoji.name;

/** A Unicode emoji; there are no custom ones here. */
function isEmoji(text: string): boolean {
  return /^(?:\p{Extended_Pictographic}|\p{Regional_Indicator}|[0-9#*]\uFE0F?\u20E3)/u.test(text);
}
