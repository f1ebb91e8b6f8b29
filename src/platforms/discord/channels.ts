import type { Api } from "./api.ts";
import { isThread, type Known } from "./known.ts";
import { has, type Overwrite, type RightsGuild, rightsOf } from "./rights.ts";
import { compareIds } from "./snowflake.ts";
import { channelSchema, guildSchema, roleSchema, type WireChannel, type WireRole } from "./wire-guild.ts";

/** A dispatch of the gateway as it came: `t` names it, `d` is its payload. */
export interface Packet {
  t: string | null;
  d: unknown;
}

/** Where Parley is: servers, channels, threads and the DMs of this process, as the gateway tells of them. */
export interface Channels extends Known {
  /** Keeps up with what the gateway tells. */
  learn(packet: Packet): void;
  /** Makes sure that a server's channel is known: its parent decides where a message stands. */
  ensure(channel: string, guild: string | undefined, signal: AbortSignal): Promise<void>;
  /** Where something may have been written after this message id and Parley may read it. */
  readableSince(id: string): { id: string; guild: string | undefined }[];
  /** The channels of servers last written in, as far as Parley may read them, newest first. */
  lastWritten(atMost: number): { id: string }[];
  /** Id of the last message there that Discord told of. */
  lastMessageOf(channel: string): string | undefined;
  guildOf(channel: string): string | undefined;
  /** What rights in a channel or thread rest on; undefined for DMs and for what is not known. */
  rightsIn(id: string): ChannelRights | undefined;
  /** Discord's number for the channel's kind (discord docs: resources/channel, "Channel Types"). */
  typeOf(channel: string): number | undefined;
}

interface ChannelRights {
  guild: RightsGuild;
  overwrites: readonly Overwrite[];
  /** A thread that only its members see. */
  isPrivateThread: boolean;
}

interface GuildState extends RightsGuild {
  roles: Map<string, WireRole>;
  myRoles: readonly string[];
}

/** Channels that hold messages: text, DM, voice, announcement, threads, stage. */
const textTypes: readonly number[] = [0, 1, 2, 5, 10, 11, 12, 13];
const dmType = 1;
const privateThreadType = 12;

export function createChannels(api: Api): Channels {
  const guilds = new Map<string, GuildState>();
  const channels = new Map<string, WireChannel>();
  let me = "";

  const put = (payload: unknown, guild?: string) => {
    const { data } = channelSchema.safeParse(payload);
    if (data) channels.set(data.id, { ...data, ...(guild ? { guild_id: guild } : {}) });
  };

  function forgetGuild(id: string): void {
    guilds.delete(id);
    for (const channel of channels.values()) if (channel.guild_id === id) channels.delete(channel.id);
  }

  function learnGuild(payload: unknown): void {
    const { data } = guildSchema.safeParse(payload);
    if (!data) return;
    forgetGuild(data.id);
    const myRoles = data.members.find((one) => one.user.id === me)?.roles ?? [];
    const roles = new Map(data.roles.map((one) => [one.id, one]));
    guilds.set(data.id, { id: data.id, owner: data.owner_id, roles, myRoles });
    for (const channel of [...data.channels, ...data.threads]) put(channel, data.id);
  }

  function learnMessage(payload: { id?: string; channel_id?: string; guild_id?: string }): void {
    const { id, channel_id, guild_id } = payload;
    if (!id || !channel_id) return;
    const known = channels.get(channel_id);
    if (known) known.last_message_id = id;
    else if (!guild_id) put({ id: channel_id, type: dmType, last_message_id: id });
  }

  function learnRole({
    guild_id,
    role,
    role_id,
  }: {
    guild_id?: string;
    role?: unknown;
    role_id?: string;
  }): void {
    const roles = guilds.get(guild_id ?? "")?.roles;
    const { data } = roleSchema.safeParse(role);
    if (data) roles?.set(data.id, data);
    if (role_id) roles?.delete(role_id);
  }

  function rightsIn(id: string): ChannelRights | undefined {
    const channel = channels.get(id);
    const guild = guilds.get(channel?.guild_id ?? "");
    if (!channel || !guild) return undefined;
    const rights = isThread(channel.type) ? channels.get(channel.parent_id ?? "") : channel;
    if (!rights) return undefined;
    return {
      guild,
      overwrites: rights.permission_overwrites,
      isPrivateThread: channel.type === privateThreadType,
    };
  }

  function mayRead(channel: WireChannel): boolean {
    if (!channel.guild_id) return true;
    const guild = guilds.get(channel.guild_id);
    const found = rightsIn(channel.id);
    if (!guild || !found) return false;
    const bits = rightsOf({ id: me, roles: guild.myRoles }, guild, found.overwrites);
    return has(bits, "ViewChannel", "ReadMessageHistory");
  }

  return {
    get me() {
      return me;
    },
    ownRole(guild) {
      const roles = guilds.get(guild)?.roles.values() ?? [];
      return [...roles].find((role) => role.tags?.bot_id === me)?.id;
    },
    parentOf(id) {
      const channel = channels.get(id);
      return channel && isThread(channel.type) ? (channel.parent_id ?? undefined) : undefined;
    },
    nameOf: (id) => channels.get(id)?.name ?? undefined,
    guildOf: (id) => channels.get(id)?.guild_id,
    rightsIn,
    typeOf: (id) => channels.get(id)?.type,
    learn({ t, d }) {
      const payload = (d ?? {}) as Record<string, never>;
      switch (t) {
        case "READY":
          me = (payload as { user?: { id?: string } }).user?.id ?? me;
          return;
        case "GUILD_CREATE":
          return learnGuild(d);
        case "GUILD_UPDATE": {
          const guild = guilds.get(String(payload.id));
          if (guild && typeof payload.owner_id === "string") guild.owner = payload.owner_id;
          return;
        }
        case "GUILD_DELETE":
          return forgetGuild(String(payload.id));
        case "CHANNEL_CREATE":
        case "CHANNEL_UPDATE":
        case "THREAD_CREATE":
        case "THREAD_UPDATE":
          return put(d);
        case "CHANNEL_DELETE":
        case "THREAD_DELETE":
          channels.delete(String(payload.id));
          return;
        case "THREAD_LIST_SYNC":
          for (const thread of Array.isArray(payload.threads) ? payload.threads : [])
            put(thread, payload.guild_id);
          return;
        case "GUILD_ROLE_CREATE":
        case "GUILD_ROLE_UPDATE":
        case "GUILD_ROLE_DELETE":
          return learnRole(payload);
        case "GUILD_MEMBER_UPDATE": {
          const { guild_id, user, roles } = payload as {
            guild_id?: string;
            user?: { id?: string };
            roles?: string[];
          };
          const guild = guilds.get(guild_id ?? "");
          if (guild && user?.id === me && Array.isArray(roles)) guild.myRoles = roles;
          return;
        }
        case "MESSAGE_CREATE":
          return learnMessage(payload);
      }
    },
    async ensure(channel, guild, signal) {
      if (!guild || channels.has(channel)) return;
      const answer = await api.persist(
        { method: "GET", path: `/channels/${channel}`, patienceMs: 2_000 },
        signal,
      );
      if (answer.kind === "ok") put(answer.body, guild);
    },
    lastWritten(atMost) {
      return [...channels.values()]
        .filter((one) => one.guild_id && one.last_message_id && textTypes.includes(one.type) && mayRead(one))
        .sort((a, b) => compareIds(b.last_message_id ?? "", a.last_message_id ?? ""))
        .slice(0, atMost);
    },
    lastMessageOf: (id) => channels.get(id)?.last_message_id ?? undefined,
    readableSince(id) {
      const found: { id: string; guild: string | undefined }[] = [];
      for (const channel of channels.values()) {
        const last = channel.last_message_id;
        if (!last || compareIds(last, id) <= 0) continue;
        if (textTypes.includes(channel.type) && mayRead(channel))
          found.push({ id: channel.id, guild: channel.guild_id });
      }
      return found;
    },
  };
}
