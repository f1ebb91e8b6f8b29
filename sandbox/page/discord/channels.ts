import { may } from "../../discord/access/permissions.ts";
import type { Discord } from "../../discord/discord.ts";
import type { DirectChannel, GuildChannel } from "../../discord/world/channel.ts";

/** The server's channels this person sees, in order. */
export function listed({ state }: Discord, me: string): GuildChannel[] {
  return [...state.channels.values()]
    .filter((one): one is GuildChannel => one.kind === "guild" && one.type !== 4)
    .filter((one) => may(state, me, one, "VIEW_CHANNEL"))
    .sort((a, b) => a.position - b.position);
}

/** This person's direct messages. */
export function direct({ state }: Discord, me: string): DirectChannel[] {
  return [...state.channels.values()].filter(
    (one): one is DirectChannel => one.kind === "dm" && one.recipientIds.includes(me),
  );
}
