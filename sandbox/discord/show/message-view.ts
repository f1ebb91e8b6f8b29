import type { Attachment, Json, Message } from "../world/message.ts";
import { messageFlag, messageType } from "../world/message.ts";
import type { World } from "../world/world.ts";
import type { Links } from "./links.ts";
import type { Views } from "./views.ts";

export interface MessageView {
  /** The message as a REST answer has it. `withNonce`: only creation tells the nonce. */
  full(message: Message, viewerId: string, withNonce?: boolean): Json;
  /** As a gateway event has it: with guild and member. */
  event(message: Message, viewerId: string, withNonce?: boolean): Json;
}

export function createMessageView(deps: { world: World; views: Views; links: Links }): MessageView {
  const { world, views, links } = deps;
  const file = (one: Attachment): Json => {
    const { bytes: _, channelId: __, ...rest } = one;
    const url = links.sign(one);
    return { ...rest, url, proxy_url: url, content_scan_version: 0 };
  };
  const reaction = (one: Message["reactions"][number], viewerId: string): Json => ({
    emoji: { ...one.emoji },
    count: one.userIds.size,
    count_details: { burst: 0, normal: one.userIds.size },
    burst_colors: [],
    me: one.userIds.has(viewerId),
    me_burst: false,
    burst_me: false,
    burst_count: 0,
  });
  const render = (message: Message, viewerId: string, withNonce: boolean, depth: number): Json => {
    const {
      authorId,
      mentionIds,
      attachments,
      reactions,
      pings: _pings,
      ephemeralFor: _for,
      pinnedAt: _pinned,
      lateEditsAt: _late,
      nonce,
      ...wire
    } = message;
    const shown: Json = {
      ...wire,
      author: views.user(authorId),
      mentions: mentionIds.map(views.user),
      attachments: attachments.map(file),
    };
    if (reactions.length > 0) shown.reactions = reactions.map((one) => reaction(one, viewerId));
    if (withNonce && nonce !== undefined) shown.nonce = nonce;
    const thread = message.flags & messageFlag.hasThread ? world.channels.get(message.id) : undefined;
    if (thread) shown.thread = views.channel(thread, viewerId);
    const refers = message.type === messageType.reply || message.type === messageType.threadStarter;
    if (refers && depth === 0) {
      const target = world.messages.get(message.message_reference?.message_id ?? "");
      shown.referenced_message = target ? render(target, viewerId, false, depth + 1) : null;
    }
    return shown;
  };
  return {
    full: (message, viewerId, withNonce = false) => render(message, viewerId, withNonce, 0),
    event(message, viewerId, withNonce = false) {
      const shown = render(message, viewerId, withNonce, 0);
      const channel = world.channels.get(message.channel_id);
      shown.channel_type = channel?.type;
      if (!channel || channel.kind === "dm") return shown;
      shown.guild_id = channel.guild_id;
      const members = world.members.get(channel.guild_id);
      const bare = (userId: string) => {
        const found = members?.get(userId);
        if (!found) return undefined;
        const { user: _, ...rest } = views.member(channel.guild_id, found);
        return rest;
      };
      const author = bare(message.authorId);
      if (author && !message.webhook_id) shown.member = author;
      shown.mentions = message.mentionIds.map((id) => ({ ...views.user(id), member: bare(id) }));
      return shown;
    },
  };
}
