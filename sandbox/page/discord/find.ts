import { may } from "../../discord/access/permissions.ts";
import type { Discord } from "../../discord/discord.ts";
import type { Channel, DirectChannel, Thread } from "../../discord/world/channel.ts";
import type { Look } from "../view/look.ts";
import { direct, listed } from "./channels.ts";

interface Found {
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

function peerName({ state }: Discord, channel: DirectChannel, me: string): string {
  const peer = channel.recipientIds.find((one) => one !== me) ?? me;
  return state.users.get(peer)?.username ?? "";
}
