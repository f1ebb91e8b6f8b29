import type { Channel } from "../world/channel.ts";
import { type Message, messageType } from "../world/message.ts";
import type { Parts } from "../world/parts.ts";
import { insertMessage } from "./post.ts";
import { tellMessage } from "./tell.ts";

/** A message that Discord itself writes: what happened to a channel or thread, in the name of who did it. */
export function postNotice(
  parts: Parts,
  channel: Channel,
  authorId: string,
  notice: { type: number; content?: string; about?: Message["message_reference"]; mentionIds?: string[] },
): Message {
  const { world } = parts;
  const message: Message = {
    id: world.nextId(),
    channel_id: channel.id,
    type: notice.type,
    content: notice.content ?? "",
    timestamp: new Date(world.clock.now()).toISOString(),
    edited_timestamp: null,
    tts: false,
    pinned: false,
    flags: 0,
    embeds: [],
    components: [],
    mention_everyone: false,
    mention_roles: [],
    ...(notice.about ? { message_reference: notice.about } : {}),
    authorId,
    mentionIds: notice.mentionIds ?? [],
    attachments: [],
    reactions: [],
    pings: [],
  };
  insertMessage(world, channel, message);
  // The starter of a thread repeats a message that everyone has seen.
  if (notice.type !== messageType.threadStarter) tellMessage(parts, "MESSAGE_CREATE", message);
  return message;
}
