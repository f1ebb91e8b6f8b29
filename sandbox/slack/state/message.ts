/** A Block Kit block as it stands in a message, with its `block_id`. */
export type Block = { type: string; block_id?: string } & Record<string, unknown>;

export interface Metadata {
  event_type: string;
  event_payload: Record<string, unknown>;
}

/** A message as it stands in a channel. Names are those of the wire; `wire.ts` gives what an app is shown. */
export interface Message {
  channel: string;
  ts: string;
  text: string;
  subtype?: string;
  /** Absent for messages posted under another name by an app. */
  user?: string;
  thread_ts?: string;
  parent_user_id?: string;
  /** A reply that also stands in the channel. */
  broadcast?: boolean;
  blocks?: Block[];
  attachments?: Record<string, unknown>[];
  /** Ids of files. */
  files?: string[];
  reactions?: { name: string; users: string[] }[];
  edited?: { user: string; ts: string };
  client_msg_id?: string;
  bot_id?: string;
  app_id?: string;
  username?: string;
  icons?: Record<string, string>;
  metadata?: Metadata;
  streaming_state?: "in_progress" | "completed" | "errored";
  /** `channel_join` and its like: who invited, the new topic, and so on. */
  extra?: Record<string, unknown>;
}

/** Seen by one person only, and stored by no one: it cannot be read back or edited through the Web API. */
export interface Ephemeral {
  channel: string;
  user: string;
  message_ts: string;
  thread_ts?: string;
  text: string;
  blocks?: Block[];
  attachments?: Record<string, unknown>[];
}
