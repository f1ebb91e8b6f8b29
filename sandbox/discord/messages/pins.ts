import { refuse } from "../access/refusal.ts";
import { need } from "../access/rules.ts";
import type { Channel } from "../world/channel.ts";
import { type Message, messageType } from "../world/message.ts";
import type { Parts } from "../world/parts.ts";
import { postNotice } from "./notices.ts";
import { tellMessage } from "./tell.ts";

/** Pins of one channel (discord docs: topics/opcodes-and-status-codes, 30003). */
const pinsMax = 250;

/** Pins or unpins. PIN_MESSAGES is a permission of its own since 2026-02 (discord docs: change-log). */
export function setPinned(
  parts: Parts,
  userId: string,
  channel: Channel,
  message: Message,
  pinned: boolean,
): void {
  const { world, hub } = parts;
  need(world, userId, channel, "PIN_MESSAGES");
  if (message.pinned === pinned) return;
  const count = world.messagesIn(channel.id).filter((one) => one.pinned).length;
  if (pinned && count >= pinsMax) throw refuse(30003);
  const now = new Date(world.clock.now()).toISOString();
  message.pinned = pinned;
  if (pinned) message.pinnedAt = now;
  else delete message.pinnedAt;
  if (pinned) channel.last_pin_timestamp = now;
  tellMessage(parts, "MESSAGE_UPDATE", message);
  const guildId = channel.kind === "dm" ? undefined : channel.guild_id;
  hub.emit({
    name: "CHANNEL_PINS_UPDATE",
    ...(guildId ? { guildId } : {}),
    channelId: channel.id,
    data: {
      channel_id: channel.id,
      last_pin_timestamp: channel.last_pin_timestamp,
      ...(guildId ? { guild_id: guildId } : {}),
    },
  });
  if (!pinned) return;
  postNotice(parts, channel, userId, {
    type: messageType.pinNotice,
    about: {
      type: 0,
      channel_id: channel.id,
      message_id: message.id,
      ...(guildId ? { guild_id: guildId } : {}),
    },
  });
}
