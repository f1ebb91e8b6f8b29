import type { DirectChannel } from "../world/channel.ts";
import type { Parts } from "../world/parts.ts";

/**
 * The DM of two users, made when they have none yet. Nobody is told: since gateway v8 apps learn of a DM
 * by its first message (discord docs: change-log "API and Gateway v8").
 */
export function openDirect({ world }: Parts, one: string, other: string): DirectChannel {
  for (const channel of world.channels.values()) {
    const both =
      channel.kind === "dm" && channel.recipientIds.includes(one) && channel.recipientIds.includes(other);
    if (both) return channel;
  }
  const channel: DirectChannel = {
    kind: "dm",
    id: world.nextId(),
    type: 1,
    name: "",
    flags: 0,
    last_message_id: null,
    last_pin_timestamp: null,
    rate_limit_per_user: 0,
    recipientIds: [one, other],
  };
  world.channels.set(channel.id, channel);
  return channel;
}
