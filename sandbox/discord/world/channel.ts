/** Discord's numbers for the kinds of channel that stand here (discord docs: resources/channel "Channel Types"). */
export const channelType = {
  text: 0,
  dm: 1,
  voice: 2,
  category: 4,
  announcement: 5,
  announcementThread: 10,
  publicThread: 11,
  privateThread: 12,
} as const;

export interface Overwrite {
  id: string;
  /** 0: a role, 1: a member. */
  type: 0 | 1;
  allow: string;
  deny: string;
}

interface ThreadMetadata {
  archived: boolean;
  /** Minutes of quiet after which it archives itself. */
  auto_archive_duration: number;
  archive_timestamp: string;
  locked: boolean;
  invitable?: boolean;
  create_timestamp: string;
}

interface ThreadMember {
  id: string;
  user_id: string;
  join_timestamp: string;
  flags: number;
}

interface ChannelBase {
  id: string;
  name: string;
  flags: number;
  last_message_id: string | null;
  last_pin_timestamp: string | null;
  rate_limit_per_user: number;
}

/** A channel of a server's list. */
export interface GuildChannel extends ChannelBase {
  kind: "guild";
  type: 0 | 2 | 4 | 5;
  guild_id: string;
  parent_id: string | null;
  position: number;
  topic: string | null;
  nsfw: boolean;
  permission_overwrites: Overwrite[];
  bitrate?: number;
  user_limit?: number;
}

/** A thread below a channel. Its id equals its first message's where it was made from one. */
export interface Thread extends ChannelBase {
  kind: "thread";
  type: 10 | 11 | 12;
  guild_id: string;
  parent_id: string;
  owner_id: string;
  thread_metadata: ThreadMetadata;
  message_count: number;
  total_message_sent: number;
  members: Map<string, ThreadMember>;
}

/** A direct conversation of two. */
export interface DirectChannel extends ChannelBase {
  kind: "dm";
  type: 1;
  recipientIds: [string, string];
}

export type Channel = GuildChannel | Thread | DirectChannel;
