import { may } from "../../discord/access/permissions.ts";
import type { Discord } from "../../discord/discord.ts";
import type { Channel, GuildChannel, Thread } from "../../discord/world/channel.ts";
import type { Head, ThreadHead } from "../view/head.ts";
import type { ChannelView, PersonView, Side } from "../view/side.ts";
import { direct, listed } from "./channels.ts";

export function discordSide(discord: Discord, me: string): Side {
  const { state, named, application } = discord;
  const open = [...state.channels.values()].filter(
    (one): one is Thread =>
      one.kind === "thread" && !one.thread_metadata.archived && may(state, me, one, "VIEW_CHANNEL"),
  );
  return {
    workspace: state.guilds.get(named.guild)?.name ?? "",
    me,
    app: application.botId,
    people: [...state.users.keys()].map((id) => person(discord, id)),
    roles: [...(state.roles.get(named.guild)?.values() ?? [])]
      .filter((role) => role.id !== named.guild)
      .map(({ id, name }) => ({ id, name })),
    channels: [
      ...listed(discord, me).map((channel) => channelView(channel, open)),
      ...direct(discord, me).map((channel): ChannelView => {
        const peer = channel.recipientIds.find((one) => one !== me) ?? me;
        const { name } = person(discord, peer);
        return { id: channel.id, name, kind: "dm", joined: true, peer, ...last(channel), threads: [] };
      }),
    ],
    shortcuts: [],
    messageActions: [],
  };
}

function channelView(channel: GuildChannel, open: readonly Thread[]): ChannelView {
  return {
    id: channel.id,
    name: channel.name,
    kind: channel.type === 2 ? "voice" : isPrivate(channel) ? "private" : "public",
    joined: true,
    ...last(channel),
    threads: open.filter((thread) => thread.parent_id === channel.id).map(({ id, name }) => ({ id, name })),
  };
}

function person({ state, named }: Discord, id: string): PersonView {
  const user = state.users.get(id);
  const roles = state.members.get(named.guild)?.get(id)?.roles ?? [];
  const role =
    state.guilds.get(named.guild)?.owner_id === id
      ? "owner"
      : roles.includes(named.roles.admin)
        ? "admin"
        : roles.includes(named.roles.moderator)
          ? "moderator"
          : "member";
  return {
    id,
    name: user?.global_name ?? user?.username ?? "someone",
    handle: user?.username ?? "",
    role: user?.bot ? "app" : role,
    bot: user?.bot === true,
  };
}

export function discordHead(discord: Discord, me: string, channel: Channel, more: boolean): Head {
  const { state } = discord;
  const voice = channel.kind === "guild" && channel.type === 2;
  const peer = channel.kind === "dm" ? channel.recipientIds.find((one) => one !== me) : undefined;
  const closed = voice
    ? "People talk in voice channels; write in a text channel."
    : may(state, me, channel, "SEND_MESSAGES")
      ? undefined
      : "You do not have permission to send messages in this channel.";
  return {
    id: channel.id,
    name: peer ? person(discord, peer).name : channel.name,
    kind: peer ? "dm" : voice ? "voice" : isPrivate(channel) ? "private" : "public",
    topic: channel.kind === "guild" ? (channel.topic ?? "") : "",
    members: [...state.users.keys()].filter((id) => may(state, id, channel, "VIEW_CHANNEL")).length,
    ...(closed ? { closed } : {}),
    more,
  };
}

export function discordThreadHead({ state }: Discord, me: string, thread: Thread): ThreadHead {
  const { locked } = thread.thread_metadata;
  const writable =
    may(state, me, thread, "SEND_MESSAGES") && (!locked || may(state, me, thread, "MANAGE_THREADS"));
  return {
    id: thread.id,
    name: thread.name,
    ...(writable ? {} : { closed: locked ? "This thread is locked." : "You can't write in this thread." }),
  };
}

function isPrivate(channel: Channel): boolean {
  if (channel.kind !== "guild") return false;
  const everyone = channel.permission_overwrites.find((one) => one.id === channel.guild_id);
  return everyone !== undefined && (BigInt(everyone.deny) & (1n << 10n)) !== 0n;
}

const last = (channel: Channel) => (channel.last_message_id ? { last: channel.last_message_id } : {});
