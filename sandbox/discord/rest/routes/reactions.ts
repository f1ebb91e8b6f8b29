import { checkForm, form } from "../../access/form.ts";
import { may } from "../../access/permissions.ts";
import { refuse } from "../../access/refusal.ts";
import { channelFor, messageIn, need } from "../../access/rules.ts";
import { setPinned } from "../../messages/pins.ts";
import { addReaction, removeReaction } from "../../messages/reactions.ts";
import type { Parts } from "../../world/parts.ts";
import { type Call, done, ok, type Route } from "../route.ts";

/** Reactions and pins. */
export function reactionRoutes(parts: Parts): Route[] {
  const { world, views, messages } = parts;
  const find = ({ botId, param }: Call) => {
    const channel = channelFor(world, botId, param("id"));
    return { channel, message: messageIn(world, channel, param("message")) };
  };
  const base = "/channels/:id/messages/:message/reactions/:emoji";
  const limit = { bucket: "reaction", count: 1, windowMs: 250 };
  const pin = (path: string, method: "PUT" | "DELETE"): Route => ({
    method,
    path,
    auth: "bot",
    limit: { bucket: "pin", count: 5, windowMs: 5000 },
    handle(call) {
      const { channel, message } = find(call);
      setPinned(parts, call.botId, channel, message, method === "PUT");
      return done;
    },
  });
  return [
    {
      method: "PUT",
      path: `${base}/@me`,
      auth: "bot",
      limit,
      handle(call) {
        const { channel, message } = find(call);
        addReaction(parts, call.botId, channel, message, call.param("emoji"));
        return done;
      },
    },
    {
      method: "DELETE",
      path: `${base}/@me`,
      auth: "bot",
      limit,
      handle(call) {
        const { channel, message } = find(call);
        removeReaction(parts, call.botId, channel, message, call.param("emoji"));
        return done;
      },
    },
    {
      method: "DELETE",
      path: `${base}/:user`,
      auth: "bot",
      limit,
      handle(call) {
        const { channel, message } = find(call);
        need(world, call.botId, channel, "MANAGE_MESSAGES");
        removeReaction(parts, call.param("user"), channel, message, call.param("emoji"));
        return done;
      },
    },
    {
      method: "GET",
      path: base,
      auth: "bot",
      handle(call) {
        const { message } = find(call);
        checkForm(Object.fromEntries(call.query), form.object({ limit: form.integer(1, 100) }));
        const reaction = message.reactions.find((one) => one.emoji.name === call.param("emoji"));
        const ids = [...(reaction?.userIds ?? [])].slice(0, Number(call.query.get("limit") ?? 25));
        return ok(ids.map(views.user));
      },
    },
    pin("/channels/:id/messages/pins/:message", "PUT"),
    pin("/channels/:id/messages/pins/:message", "DELETE"),
    {
      method: "GET",
      path: "/channels/:id/messages/pins",
      auth: "bot",
      handle(call) {
        const channel = channelFor(world, call.botId, call.param("id"));
        if (!may(world, call.botId, channel, "READ_MESSAGE_HISTORY")) throw refuse(50001);
        const pinned = world.messagesIn(channel.id).filter((one) => one.pinned);
        pinned.sort((a, b) => (b.pinnedAt ?? "").localeCompare(a.pinnedAt ?? ""));
        const items = pinned.slice(0, 50).map((one) => ({
          pinned_at: one.pinnedAt,
          message: messages.full(one, call.botId),
        }));
        return ok({ items, has_more: pinned.length > items.length });
      },
    },
  ];
}
