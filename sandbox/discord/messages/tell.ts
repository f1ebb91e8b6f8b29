import { withheld } from "../show/withhold.ts";
import type { Message } from "../world/message.ts";
import type { Parts } from "../world/parts.ts";

/** Tells everyone concerned that this message is new or has changed. Ephemeral ones are told to nobody. */
export function tellMessage(
  { world, hub, messages }: Parts,
  name: "MESSAGE_CREATE" | "MESSAGE_UPDATE",
  message: Message,
): void {
  if (message.ephemeralFor) return;
  const { botId } = world.application;
  const channel = world.channels.get(message.channel_id);
  const direct = channel?.kind === "dm";
  const data = messages.event(message, botId, name === "MESSAGE_CREATE");
  hub.emit({
    name,
    ...(channel && channel.kind !== "dm" ? { guildId: channel.guild_id } : {}),
    channelId: message.channel_id,
    data,
    withheld: withheld(data, botId, direct),
  });
}
