/** JSON as a client sent it, after it was checked. */
export type Json = { [key: string]: unknown };

export interface Attachment {
  id: string;
  filename: string;
  title?: string;
  description?: string;
  content_type: string;
  size: number;
  width?: number;
  height?: number;
  duration_secs?: number;
  waveform?: string;
  /** Channel in whose folder the file lies. */
  channelId: string;
  bytes: Uint8Array;
}

interface Reaction {
  emoji: { id: string | null; name: string };
  userIds: Set<string>;
}

/**
 * A message. Snake-case fields are sent as they stand; the others are the sandbox's own knowledge,
 * turned into what is sent (`author`, `mentions`, signed attachment links …) or never sent.
 */
export interface Message {
  id: string;
  channel_id: string;
  type: number;
  content: string;
  timestamp: string;
  edited_timestamp: string | null;
  tts: boolean;
  pinned: boolean;
  flags: number;
  embeds: Json[];
  components: Json[];
  mention_everyone: boolean;
  mention_roles: string[];
  message_reference?: { type: 0 | 1; message_id?: string; channel_id: string; guild_id?: string };
  message_snapshots?: Json[];
  interaction_metadata?: Json;
  application_id?: string;
  webhook_id?: string;
  nonce?: string | number;
  position?: number;
  authorId: string;
  mentionIds: string[];
  attachments: Attachment[];
  reactions: Reaction[];
  /** Everything that was ever notified through this message: `<@1>`, `<@&2>`, `@everyone`, `@here`. */
  pings: string[];
  /** The one person who sees it, for ephemeral messages. */
  ephemeralFor?: string;
  pinnedAt?: string;
}

/** Discord's numbers (discord docs: resources/message "Message Types"). */
export const messageType = {
  ordinary: 0,
  recipientAdded: 1,
  recipientRemoved: 2,
  nameChanged: 4,
  pinNotice: 6,
  threadCreated: 18,
  reply: 19,
  slashCommand: 20,
  threadStarter: 21,
  contextCommand: 23,
} as const;

/** Bits (discord docs: resources/message "Message Flags"). */
export const messageFlag = {
  crossposted: 1 << 0,
  suppressEmbeds: 1 << 2,
  hasThread: 1 << 5,
  ephemeral: 1 << 6,
  loading: 1 << 7,
  suppressNotifications: 1 << 12,
  voiceMessage: 1 << 13,
  hasSnapshot: 1 << 14,
  componentsV2: 1 << 15,
} as const;
