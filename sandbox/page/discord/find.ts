import { may } from "../../discord/access/permissions.ts";
import type { Discord } from "../../discord/discord.ts";
import type { Channel, DirectChannel, GuildChannel, Thread } from "../../discord/world/channel.ts";
import type { Look } from "../view.ts";

export interface Found {
  me: string;
  channel: Channel | undefined;
  thread: Thread | undefined;
}

/** Ids for what an address names. What there is not, or may not be seen, is left out. */
export function findDiscord(discord: Discord, look: Look): Found {
  const { state, named } = discord;
  const people = [...state.users.values()];
  const me = people.find((one) => one.id === look.as || one.username === look.as)?.id ?? named.users.ben;
  const seen = [...listed(discord, me), ...direct(discord, me)];
  const byName = (one: Channel) =>
    one.kind === "dm" ? `@${peerName(discord, one, me)}` === look.channel : one.name === look.channel;
  const channel = seen.find((one) => one.id === look.channel) ?? seen.find(byName) ?? seen[0];
  const thread = state.channels.get(look.thread);
  const visible = thread?.kind === "thread" && may(state, me, thread, "VIEW_CHANNEL");
  return { me, channel, thread: visible ? thread : undefined };
}

/** The server's channels this person sees, in order. */
export function listed({ state }: Discord, me: string): GuildChannel[] {
  return [...state.channels.values()]
    .filter((one): one is GuildChannel => one.kind === "guild" && one.type !== 4)
    .filter((one) => may(state, me, one, "VIEW_CHANNEL"))
    .sort((a, b) => a.position - b.position);
}

export function direct({ state }: Discord, me: string): DirectChannel[] {
  return [...state.channels.values()].filter(
    (one): one is DirectChannel => one.kind === "dm" && one.recipientIds.includes(me),
  );
}

function peerName({ state }: Discord, channel: DirectChannel, me: string): string {
  const peer = channel.recipientIds.find((one) => one !== me) ?? me;
  return state.users.get(peer)?.username ?? "";
}
