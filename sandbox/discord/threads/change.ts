import { may } from "../access/permissions.ts";
import { refuse } from "../access/refusal.ts";
import { postNotice } from "../messages/notices.ts";
import type { Thread } from "../world/channel.ts";
import { messageType } from "../world/message.ts";
import type { Parts } from "../world/parts.ts";
import { joinThread, leaveThread } from "./members.ts";
import { archiveWhenQuiet } from "./quiet.ts";
import { tellThread } from "./tell.ts";

/** What may be changed of a thread; absent fields stay. */
export interface ThreadPatch {
  name?: string;
  archived?: boolean;
  locked?: boolean;
  autoArchiveMinutes?: number;
  slowModeSeconds?: number;
  invitable?: boolean;
}

/** Changes a thread as this user may (discord docs: topics/threads "Editing & Deleting Threads"). */
export function changeThread(parts: Parts, userId: string, thread: Thread, patch: ThreadPatch): void {
  const { world } = parts;
  const state = thread.thread_metadata;
  const manages = may(world, userId, thread, "MANAGE_THREADS");
  const owns = thread.owner_id === userId;
  const onlyReopens = Object.keys(patch).length === 1 && patch.archived === false;
  if (patch.locked !== undefined || patch.slowModeSeconds !== undefined) {
    if (!manages) throw refuse(50013);
  }
  if (onlyReopens) {
    if (!manages && !owns && (state.locked || !thread.members.has(userId))) throw refuse(50013);
  } else {
    if (!manages && !owns) throw refuse(50013);
    if (state.locked && !manages) throw refuse(160005);
    // Only what opens it again can be changed of an archived thread.
    if (state.archived && patch.archived !== false) throw refuse(50083);
  }
  const now = new Date(world.clock.now()).toISOString();
  const renamed = patch.name !== undefined && patch.name !== thread.name;
  if (patch.name !== undefined) thread.name = patch.name;
  if (patch.slowModeSeconds !== undefined) thread.rate_limit_per_user = patch.slowModeSeconds;
  if (patch.locked !== undefined) state.locked = patch.locked;
  if (patch.invitable !== undefined && thread.type === 12) state.invitable = patch.invitable;
  if (patch.autoArchiveMinutes !== undefined) state.auto_archive_duration = patch.autoArchiveMinutes;
  if (patch.archived !== undefined && patch.archived !== state.archived) state.archived = patch.archived;
  if (patch.archived !== undefined || patch.autoArchiveMinutes !== undefined) state.archive_timestamp = now;
  tellThread(parts, "THREAD_UPDATE", thread);
  if (!state.archived) archiveWhenQuiet(parts, thread);
  if (renamed) postNotice(parts, thread, userId, { type: messageType.nameChanged, content: thread.name });
}

/** Adds somebody to a thread: whoever may write in it may, unless a private thread keeps that to its moderators. */
export function addToThread(parts: Parts, userId: string, thread: Thread, addedId: string): void {
  const { world } = parts;
  if (thread.thread_metadata.archived) throw refuse(50083);
  const manages = may(world, userId, thread, "MANAGE_THREADS");
  const closed = thread.thread_metadata.invitable === false && !manages && thread.owner_id !== userId;
  if (closed || !may(world, userId, thread, "SEND_MESSAGES_IN_THREADS")) throw refuse(50013);
  if (!world.members.get(thread.guild_id)?.has(addedId)) throw refuse(10007);
  const parent = world.channels.get(thread.parent_id);
  if (!parent || !may(world, addedId, parent, "VIEW_CHANNEL")) throw refuse(50001);
  if (thread.members.has(addedId)) return;
  joinThread(parts, thread, addedId);
  if (addedId !== userId) {
    postNotice(parts, thread, userId, { type: messageType.recipientAdded, mentionIds: [addedId] });
  }
}

/** Takes somebody out of a thread: oneself, or with MANAGE_THREADS, or as owner of a private thread. */
export function removeFromThread(parts: Parts, userId: string, thread: Thread, removedId: string): void {
  if (thread.thread_metadata.archived) throw refuse(50083);
  const ownsPrivate = thread.type === 12 && thread.owner_id === userId;
  if (userId !== removedId && !ownsPrivate && !may(parts.world, userId, thread, "MANAGE_THREADS")) {
    throw refuse(50013);
  }
  leaveThread(parts, thread, removedId);
}
