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
  /** Media that names an attachment shows its link. */
  const component = (one: Json, files: readonly Attachment[]): Json => {
    const media = (given: unknown): Json => {
      const url = String((given as Json).url);
      const named = files.find((each) => url === `attachment://${each.filename}`);
      if (!named) return { id: "0", proxy_url: url, ...(given as Json), url };
      const { id, content_type, width, height } = named;
      const link = links.sign(named);
      return { id, url: link, proxy_url: link, content_type, width, height, attachment_id: id };
    };
    const named = files.find(
      (each) => (one.file as Json | undefined)?.url === `attachment://${each.filename}`,
    );
    return {
      ...one,
      ...(one.media ? { media: media(one.media) } : {}),
      ...(one.file ? { file: media(one.file), name: named?.filename ?? "", size: named?.size ?? 0 } : {}),
      ...(one.accessory ? { accessory: component(one.accessory as Json, files) } : {}),
      ...(Array.isArray(one.items)
        ? { items: (one.items as Json[]).map((item) => ({ ...item, media: media(item.media) })) }
        : {}),
      ...(Array.isArray(one.components)
        ? { components: (one.components as Json[]).map((each) => component(each, files)) }
        : {}),
    };
  };
  const reaction = (one: Message["reactions"][number], viewerId: string): Json => ({
    emoji: { ...one.emoji },
    count: one.userIds.size,
    count_details: { burst: 0, normal: one.userIds.size },
    burst_colors: [],
    me: one.userIds.has(viewerId),
    me_burst: false,
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
      nonce,
      ...wire
    } = message;
    const shown: Json = {
      ...wire,
      author: views.user(authorId),
      mentions: mentionIds.map(views.user),
      attachments: attachments.map(file),
      components: wire.components.map((one) => component(one, attachments)),
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
