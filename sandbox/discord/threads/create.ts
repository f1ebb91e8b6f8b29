import { refuse } from "../access/refusal.ts";
import { messageIn, need } from "../access/rules.ts";
import { postNotice } from "../messages/notices.ts";
import { tellMessage } from "../messages/tell.ts";
import { type Channel, channelType, type Thread } from "../world/channel.ts";
import { type Message, messageFlag, messageType } from "../world/message.ts";
import type { Parts } from "../world/parts.ts";
import { joinThread } from "./members.ts";
import { archiveWhenQuiet } from "./quiet.ts";
import { tellThread } from "./tell.ts";

/** Threads of one server that are open at once (discord docs: topics/threads; error 160006). */
const activeThreadsMax = 1000;

export interface NewThread {
  name: string;
  /** Minutes: 60, 1440, 4320 or 10080. */
  autoArchiveMinutes?: number;
  /** The message it hangs on; absent: it stands by itself. */
  from?: string;
  isPrivate?: boolean;
  /** Private threads: whether members who do not manage threads may add others. */
  invitable?: boolean;
}

/** Opens a thread below a channel, as this user may. */
export function createThread(parts: Parts, userId: string, channel: Channel, wanted: NewThread): Thread {
  const { world } = parts;
  if (channel.kind === "dm") throw refuse(50003);
  if (
    channel.kind === "thread" ||
    (channel.type !== channelType.text && channel.type !== channelType.announcement)
  ) {
    throw refuse(50024);
  }
  need(world, userId, channel, wanted.isPrivate ? "CREATE_PRIVATE_THREADS" : "CREATE_PUBLIC_THREADS");
  const source = wanted.from === undefined ? undefined : messageIn(world, channel, wanted.from);
  if (source && source.type !== messageType.ordinary && !isOrdinary(source)) throw refuse(50021);
  if (source && (source.flags & messageFlag.hasThread || world.channels.has(source.id))) throw refuse(160004);
  const open = [...world.channels.values()].filter(
    (one) => one.kind === "thread" && one.guild_id === channel.guild_id && !one.thread_metadata.archived,
  );
  if (open.length >= activeThreadsMax) throw refuse(160006);

  const now = new Date(world.clock.now()).toISOString();
  const announcement = channel.type === channelType.announcement;
  const thread: Thread = {
    kind: "thread",
    id: source?.id ?? world.nextId(),
    type: wanted.isPrivate
      ? channelType.privateThread
      : announcement
        ? channelType.announcementThread
        : channelType.publicThread,
    name: wanted.name,
    guild_id: channel.guild_id,
    parent_id: channel.id,
    owner_id: userId,
    flags: 0,
    last_message_id: null,
    last_pin_timestamp: null,
    rate_limit_per_user: 0,
    thread_metadata: {
      archived: false,
      auto_archive_duration: wanted.autoArchiveMinutes ?? 4320,
      archive_timestamp: now,
      locked: false,
      create_timestamp: now,
      ...(wanted.isPrivate ? { invitable: wanted.invitable ?? true } : {}),
    },
    message_count: 0,
    total_message_sent: 0,
    members: new Map(),
  };
  world.channels.set(thread.id, thread);
  thread.members.set(userId, { id: thread.id, user_id: userId, join_timestamp: now, flags: 0 });
  tellThread(parts, "THREAD_CREATE", thread);
  announce(parts, channel, thread, source, userId);
  archiveWhenQuiet(parts, thread);
  return thread;
}

/** The line in the parent channel, or the first message of the thread, that says where it hangs. */
function announce(
  parts: Parts,
  parent: Channel,
  thread: Thread,
  source: Message | undefined,
  userId: string,
): void {
  const inParent = { type: messageType.threadCreated, content: thread.name };
  const about = { type: 0 as const, channel_id: thread.id, guild_id: thread.guild_id };
  if (!source) {
    if (thread.type !== channelType.privateThread) postNotice(parts, parent, userId, { ...inParent, about });
    return;
  }
  const newest = parent.last_message_id === source.id;
  source.flags |= messageFlag.hasThread;
  tellMessage(parts, "MESSAGE_UPDATE", source);
  postNotice(parts, thread, userId, {
    type: messageType.threadStarter,
    about: { ...about, channel_id: parent.id, message_id: source.id },
  });
  // The starter is no message of anyone's: it does not count.
  thread.message_count = 0;
  thread.total_message_sent = 0;
  joinThread(parts, thread, source.authorId);
  if (!newest) postNotice(parts, parent, userId, { ...inParent, about });
}

function isOrdinary(message: Message): boolean {
  const kinds: number[] = [messageType.reply, messageType.slashCommand, messageType.contextCommand];
  return kinds.includes(message.type);
}
