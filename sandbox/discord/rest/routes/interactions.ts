import { refuse } from "../../access/refusal.ts";
import { draftFrom, patchFrom } from "../../forms/message.ts";
import { answerTo, respond } from "../../interactions/respond.ts";
import { settle } from "../../interactions/settle.ts";
import { interactionTimes } from "../../interactions/start.ts";
import { editMessage, removeMessage } from "../../messages/change.ts";
import { postMessage } from "../../messages/post.ts";
import type { Channel } from "../../world/channel.ts";
import type { Interaction } from "../../world/interaction.ts";
import { type Message, messageFlag } from "../../world/message.ts";
import type { Parts } from "../../world/parts.ts";
import type { Upload } from "../body.ts";
import { type Call, done, ok, type Route } from "../route.ts";

/** First answers to interactions, and what may follow for fifteen minutes. */
export function interactionRoutes(parts: Parts): Route[] {
  const { world, messages } = parts;
  const { botId } = world.application;

  /** @throws Refusal 10062 for one that is unknown or was not answered in time. */
  const fresh = (call: Call): Interaction => {
    const interaction = world.interactions.get(call.param("id"));
    if (!interaction || interaction.token !== call.param("token")) throw refuse(10062);
    const age = world.clock.now() - interaction.createdAt;
    if (!interaction.answered && age > interactionTimes.firstAnswerMs) throw refuse(10062);
    if (age > interactionTimes.tokenMs) throw refuse(10062);
    return interaction;
  };
  /** @throws Refusal 10015 for a token that is unknown or not answered yet, 50027 for one that has expired. */
  const answered = (call: Call): { interaction: Interaction; channel: Channel } => {
    const token = call.param("token");
    const interaction = [...world.interactions.values()].findLast((one) => one.token === token);
    if (!interaction || call.param("id") !== world.application.id) throw refuse(10015);
    if (world.clock.now() - interaction.createdAt > interactionTimes.tokenMs) throw refuse(50027);
    if (!interaction.answered) throw refuse(10015);
    const channel = world.channels.get(interaction.channelId);
    if (!channel) throw refuse(10003);
    return { interaction, channel };
  };
  const target = (call: Call, interaction: Interaction): Message => {
    const asked = call.param("message");
    const id = asked === "" || asked === "@original" ? interaction.originalId : asked;
    const mine = id !== undefined && (id === interaction.originalId || interaction.followUpIds.includes(id));
    const message = mine ? world.messages.get(id) : undefined;
    if (!message) throw refuse(10008);
    return message;
  };
  const edit = (interaction: Interaction, channel: Channel, message: Message, upload: Upload) => {
    const isV2 = (message.flags & messageFlag.componentsV2) !== 0;
    editMessage(parts, botId, channel, message, patchFrom(upload, isV2, "interaction"));
    if (message.id === interaction.originalId && interaction.state.kind === "deferred") {
      settle(interaction, { kind: "replied", ephemeral: interaction.state.ephemeral });
    }
    return ok(messages.full(message, botId));
  };

  const callback: Route = {
    method: "POST",
    path: "/interactions/:id/:token/callback",
    auth: "none",
    handle(call) {
      const interaction = fresh(call);
      const message = respond(parts, interaction, call.upload);
      if (call.query.get("with_response") !== "true") return done;
      const { id, type, originalId, channelId, guildId, state } = interaction;
      const told = message && {
        response_message_id: originalId,
        response_message_loading: state.kind === "deferred",
        response_message_ephemeral: message.ephemeralFor !== undefined,
      };
      return ok({
        interaction: { id, type, channel_id: channelId, ...(guildId ? { guild_id: guildId } : {}), ...told },
        resource: { type: call.body.type, ...(message ? { message: messages.full(message, botId) } : {}) },
      });
    },
  };
  const followUp: Route = {
    method: "POST",
    path: "/webhooks/:id/:token",
    auth: "none",
    limit: { bucket: "webhook-execute", count: 5, windowMs: 2000 },
    handle(call) {
      const { interaction, channel } = answered(call);
      const original = world.messages.get(interaction.originalId ?? "");
      // The first follow-up to a deferred answer becomes that answer, whatever flags it brings.
      if (original && original.flags & messageFlag.loading) {
        return edit(interaction, channel, original, call.upload);
      }
      const draft = draftFrom(call.upload, channel.id, "interaction");
      const ephemeral = ((draft.flags ?? 0) & messageFlag.ephemeral) !== 0;
      const message = postMessage(parts, botId, channel, {
        ...draft,
        enforceNonce: false,
        ...answerTo(parts, interaction, interaction.originalId),
        ...(ephemeral ? { ephemeralFor: interaction.userId } : {}),
      });
      interaction.followUpIds.push(message.id);
      return ok(messages.full(message, botId));
    },
  };
  const ofMessage = (path: string): Route[] => [
    {
      method: "GET",
      path,
      auth: "none",
      limit: { bucket: "webhook-message-read", count: 5, windowMs: 2000 },
      handle(call) {
        return ok(messages.full(target(call, answered(call).interaction), botId));
      },
    },
    {
      method: "PATCH",
      path,
      auth: "none",
      limit: { bucket: "webhook-message-edit", count: 5, windowMs: 2000 },
      handle(call) {
        const { interaction, channel } = answered(call);
        return edit(interaction, channel, target(call, interaction), call.upload);
      },
    },
    {
      method: "DELETE",
      path,
      auth: "none",
      limit: { bucket: "webhook-message-delete", count: 5, windowMs: 2000 },
      handle(call) {
        const { interaction, channel } = answered(call);
        removeMessage(parts, botId, channel, target(call, interaction));
        return done;
      },
    },
  ];
  return [
    callback,
    ...ofMessage("/webhooks/:id/:token/messages/@original"),
    ...ofMessage("/webhooks/:id/:token/messages/:message"),
    followUp,
  ];
}
