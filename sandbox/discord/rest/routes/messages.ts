import { checkForm, form } from "../../access/form.ts";
import { may } from "../../access/permissions.ts";
import { refuse } from "../../access/refusal.ts";
import { channelFor, messageIn, need } from "../../access/rules.ts";
import { draftFrom, patchFrom } from "../../forms/message.ts";
import { editMessage, removeMessage } from "../../messages/change.ts";
import { postMessage } from "../../messages/post.ts";
import { withheld } from "../../show/withhold.ts";
import type { Channel } from "../../world/channel.ts";
import { type Message, messageFlag } from "../../world/message.ts";
import type { Parts } from "../../world/parts.ts";
import { done, ok, type Route } from "../route.ts";

/** Creating, reading, changing and deleting the messages of a channel, and typing in it. */
export function messageRoutes(parts: Parts): Route[] {
  const { world, hub, messages } = parts;
  /** REST withholds content by the portal's switch, whatever the session's intents are. */
  const show = (message: Message, channel: Channel, botId: string, withNonce = false) => {
    const full = messages.full(message, botId, withNonce);
    return world.application.portal.messageContent ? full : withheld(full, botId, channel.kind === "dm");
  };
  return [
    {
      method: "GET",
      path: "/channels/:id/messages",
      auth: "bot",
      limit: { bucket: "messages-read", count: 5, windowMs: 1000 },
      handle({ botId, param, query }) {
        const channel = channelFor(world, botId, param("id"));
        if (channel.kind === "guild" && channel.type === 4) throw refuse(50008);
        checkForm(
          Object.fromEntries(query),
          form.object({ limit: form.integer(1, 100), before: form.id, after: form.id, around: form.id }),
        );
        if (!may(world, botId, channel, "READ_MESSAGE_HISTORY")) return ok([]);
        return ok(page(parts, channel, query).map((one) => show(one, channel, botId)));
      },
    },
    {
      method: "GET",
      path: "/channels/:id/messages/:message",
      auth: "bot",
      limit: { bucket: "message-read", count: 5, windowMs: 1000 },
      handle({ botId, param }) {
        const channel = channelFor(world, botId, param("id"));
        if (!may(world, botId, channel, "READ_MESSAGE_HISTORY")) throw refuse(50001);
        return ok(show(messageIn(world, channel, param("message")), channel, botId));
      },
    },
    {
      method: "POST",
      path: "/channels/:id/messages",
      auth: "bot",
      limit: { bucket: "message-create", count: 5, windowMs: 5000 },
      handle({ botId, param, upload }) {
        const channel = channelFor(world, botId, param("id"));
        const draft = draftFrom(upload, channel.id, "ordinary");
        const flags = (draft.flags ?? 0) & ~messageFlag.ephemeral;
        return ok(show(postMessage(parts, botId, channel, { ...draft, flags }), channel, botId, true));
      },
    },
    {
      method: "PATCH",
      path: "/channels/:id/messages/:message",
      auth: "bot",
      limit: { bucket: "message-edit", announcedAs: "message-create", count: 5, windowMs: 5000 },
      handle({ botId, param, upload }) {
        const channel = channelFor(world, botId, param("id"));
        const message = messageIn(world, channel, param("message"));
        const isV2 = (message.flags & messageFlag.componentsV2) !== 0;
        editMessage(parts, botId, channel, message, patchFrom(upload, isV2, "ordinary"));
        return ok(show(message, channel, botId));
      },
    },
    {
      method: "DELETE",
      path: "/channels/:id/messages/:message",
      auth: "bot",
      limit: { bucket: "message-delete", count: 5, windowMs: 1000 },
      handle({ botId, param }) {
        const channel = channelFor(world, botId, param("id"));
        removeMessage(parts, botId, channel, messageIn(world, channel, param("message")));
        return done;
      },
    },
    {
      method: "POST",
      path: "/channels/:id/typing",
      auth: "bot",
      limit: { bucket: "typing", count: 5, windowMs: 5000 },
      handle({ botId, param }) {
        const channel = channelFor(world, botId, param("id"));
        need(world, botId, channel, "SEND_MESSAGES");
        const guildId = channel.kind === "dm" ? undefined : channel.guild_id;
        hub.emit({
          name: "TYPING_START",
          ...(guildId ? { guildId } : {}),
          channelId: channel.id,
          data: typing(parts, channel, botId),
        });
        return done;
      },
    },
  ];
}

/** The event that tells of somebody typing; clients show it for ten seconds. */
export function typing({ world, views }: Parts, channel: Channel, userId: string): object {
  const base = { channel_id: channel.id, user_id: userId, timestamp: Math.floor(world.clock.now() / 1000) };
  if (channel.kind === "dm") return base;
  const member = world.members.get(channel.guild_id)?.get(userId);
  return {
    ...base,
    guild_id: channel.guild_id,
    ...(member ? { member: views.member(channel.guild_id, member) } : {}),
  };
}

/** Newest first, whatever is asked for (discord docs: resources/message "Get Channel Messages"). */
function page({ world }: Parts, channel: Channel, query: URLSearchParams): Message[] {
  const limit = Number(query.get("limit") ?? 50);
  const all = world.messagesIn(channel.id).filter((one) => !one.ephemeralFor);
  const older = (than: string) => all.filter((one) => BigInt(one.id) < BigInt(than));
  const [around, before, after] = [query.get("around"), query.get("before"), query.get("after")];
  if (around) {
    const half = Math.floor(limit / 2);
    const rest = all.slice(older(around).length);
    return [...older(around).slice(-half), ...rest.slice(0, limit - half)].reverse();
  }
  if (before) return older(before).slice(-limit).reverse();
  if (after)
    return all
      .filter((one) => BigInt(one.id) > BigInt(after))
      .slice(0, limit)
      .reverse();
  return all.slice(-limit).reverse();
}
