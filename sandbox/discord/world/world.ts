import type { Clock } from "../../../src/core/clock.ts";
import type { Channel } from "./channel.ts";
import type { Guild, Role } from "./guild.ts";
import type { Command, Interaction } from "./interaction.ts";
import type { Attachment, Message } from "./message.ts";
import type { Member, User } from "./user.ts";

/** The bot's application, with its switches in the developer portal. */
export interface Application {
  id: string;
  name: string;
  botId: string;
  ownerId: string;
  portal: { messageContent: boolean; guildMembers: boolean; presences: boolean };
}

/** Everything that stands on this Discord, in plain maps that tests read. */
export interface World {
  application: Application;
  users: Map<string, User>;
  guilds: Map<string, Guild>;
  /** By guild, then by user. */
  members: Map<string, Map<string, Member>>;
  /** By guild, then by role. */
  roles: Map<string, Map<string, Role>>;
  /** Channels, threads and DMs alike, as on Discord. */
  channels: Map<string, Channel>;
  messages: Map<string, Message>;
  /** Ids of a channel's messages, oldest first. */
  timeline: Map<string, string[]>;
  /** Every file that can be fetched, by its id. */
  files: Map<string, Attachment>;
  commands: Map<string, Command>;
  interactions: Map<string, Interaction>;
  /** By guild, then by user: who is in which voice channel. */
  voiceStates: Map<string, Map<string, VoiceState>>;
  /** Every link that Discord would have fetched, in order. */
  crawls: { messageId: string; url: string }[];
  /** By channel: when messages more than an hour old were edited, in milliseconds since the Unix epoch. */
  lateEdits: Map<string, number[]>;
  /** People who take no direct messages. */
  closedDms: Set<string>;
  clock: Clock;
  nextId(): string;
  /** A channel's messages, oldest first, ephemeral ones included. */
  messagesIn(channelId: string): Message[];
}

interface VoiceState {
  channel_id: string;
  user_id: string;
  session_id: string;
  deaf: boolean;
  mute: boolean;
  self_deaf: boolean;
  self_mute: boolean;
  self_video: boolean;
  suppress: boolean;
  request_to_speak_timestamp: string | null;
}

export function emptyWorld(application: Application, clock: Clock, nextId: () => string): World {
  const world: World = {
    application,
    users: new Map(),
    guilds: new Map(),
    members: new Map(),
    roles: new Map(),
    channels: new Map(),
    messages: new Map(),
    timeline: new Map(),
    files: new Map(),
    commands: new Map(),
    interactions: new Map(),
    voiceStates: new Map(),
    crawls: [],
    lateEdits: new Map(),
    closedDms: new Set(),
    clock,
    nextId,
    messagesIn: (channelId) =>
      (world.timeline.get(channelId) ?? []).flatMap((id) => world.messages.get(id) ?? []),
  };
  return world;
}
