import type { Block, Message } from "../state/message.ts";
import { key, type SlackState } from "../state/state.ts";

/** One thing a person sees in a channel or thread. */
export interface Seen {
  ts: string;
  user?: string;
  text: string;
  blocks?: Block[];
  files?: string[];
  attachments?: Record<string, unknown>[];
  /** Seen by this person alone. */
  ephemeral: boolean;
  edited: boolean;
  replies: number;
  streaming?: Message["streaming_state"];
}

/** Whether a person may look into a channel at all. */
export function maySee(state: SlackState, userId: string, channelId: string): boolean {
  const channel = state.channels.get(channelId);
  const user = state.users.get(userId);
  if (!channel || !user || user.deleted) return false;
  return channel.members.has(userId) || (channel.kind === "public" && user.role !== "guest");
}

/**
 * What a person sees, oldest first: the channel without its replies, or one thread whole.
 * While a stream runs, only its recipient sees it grow; all others its beginning (agentconnect-md/agentconnect#1494).
 */
export function visibleTo(state: SlackState, userId: string, channelId: string, threadTs?: string): Seen[] {
  if (!maySee(state, userId, channelId)) return [];
  const messages = [...(state.messages.get(channelId)?.values() ?? [])]
    .filter((message) => standsIn(message, threadTs))
    .map((message) => seen(state, userId, message));
  // "Ephemeral messages in threads are only shown if there is already an active thread" (chat.postEphemeral).
  const inactive = threadTs !== undefined && !state.threads.has(key(channelId, threadTs));
  const ephemerals = state.ephemerals
    .filter((e) => e.user === userId && e.channel === channelId && e.thread_ts === threadTs && !inactive)
    .map(
      (e): Seen => ({
        ts: e.message_ts,
        user: state.app.botUserId,
        text: e.text,
        ...(e.blocks ? { blocks: e.blocks } : {}),
        ephemeral: true,
        edited: false,
        replies: 0,
      }),
    );
  return [...messages, ...ephemerals].sort((a, b) => Number(a.ts) - Number(b.ts));
}

function standsIn(message: Message, threadTs: string | undefined): boolean {
  const reply = message.thread_ts !== undefined && message.thread_ts !== message.ts;
  if (threadTs === undefined) return !reply || message.broadcast === true;
  return message.ts === threadTs || message.thread_ts === threadTs;
}

function seen(state: SlackState, userId: string, message: Message): Seen {
  const stream = state.streams.get(key(message.channel, message.ts));
  const growing = stream?.state === "in_progress";
  const partial = growing && stream.recipient !== undefined && stream.recipient !== userId;
  return {
    ts: message.ts,
    ...(message.user ? { user: message.user } : {}),
    text: partial ? stream.firstText : message.text,
    ...(message.blocks && !partial ? { blocks: message.blocks } : {}),
    ...(message.files ? { files: message.files } : {}),
    ...(message.attachments ? { attachments: message.attachments } : {}),
    ephemeral: false,
    edited: message.edited !== undefined,
    replies: state.threads.get(key(message.channel, message.ts))?.length ?? 0,
    ...(message.streaming_state ? { streaming: message.streaming_state } : {}),
  };
}
