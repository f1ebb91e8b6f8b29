import { checkForm, form } from "../access/form.ts";
import { refuse } from "../access/refusal.ts";
import { modalComponents } from "../forms/components.ts";
import { draftFrom, patchFrom } from "../forms/message.ts";
import { editMessage } from "../messages/change.ts";
import type { Draft } from "../messages/draft.ts";
import { postMessage } from "../messages/post.ts";
import type { Upload } from "../rest/body.ts";
import type { Interaction } from "../world/interaction.ts";
import { type Json, type Message, messageFlag, messageType } from "../world/message.ts";
import type { Parts } from "../world/parts.ts";
import { settle } from "./settle.ts";

/** Callback types (discord docs: interactions/receiving-and-responding "Interaction Callback Type"). */
const callback = { message: 4, deferMessage: 5, deferUpdate: 6, update: 7, choices: 8, modal: 9 } as const;

/** By interaction type, the callbacks that may answer it. A modal opened from a component may also update its message. */
function allowedCallbacks(interaction: Interaction): readonly number[] {
  const onMessage = interaction.sourceMessageId !== undefined && interaction.type !== 2;
  switch (interaction.type) {
    case 2:
      return [4, 5, 9];
    case 3:
      return [4, 5, 6, 7, 9];
    case 4:
      return [8];
    case 5:
      return onMessage ? [4, 5, 6, 7] : [4, 5];
  }
}

/**
 * The first answer to an interaction. Gives the message it made or changed, if any.
 * @throws Refusal 40060 for a second one, 50035 for one that does not fit.
 */
export function respond(parts: Parts, interaction: Interaction, upload: Upload): Message | undefined {
  const { world } = parts;
  if (interaction.answered) throw refuse(40060);
  const body = (upload.body ?? {}) as { type?: number; data?: Json };
  checkForm(
    body,
    form.object({
      "type!": form.oneOf(...allowedCallbacks(interaction)),
      data: form.nullable(form.object({})),
    }),
  );
  const data: Upload = { body: body.data ?? {}, files: upload.files };
  const channel = world.channels.get(interaction.channelId);
  if (!channel) throw refuse(10003);
  switch (body.type) {
    case callback.message:
    case callback.deferMessage: {
      const deferred = body.type === callback.deferMessage;
      const draft = draftFrom(data, channel.id, "interaction");
      const ephemeral = ((draft.flags ?? 0) & messageFlag.ephemeral) !== 0;
      const flags = deferred
        ? (ephemeral ? messageFlag.ephemeral : 0) | messageFlag.loading
        : (draft.flags ?? 0);
      const content: Draft = deferred ? { content: "" } : draft;
      const message = postMessage(parts, world.application.botId, channel, {
        ...content,
        flags,
        ...answerTo(parts, interaction, interaction.sourceMessageId),
        ...(ephemeral ? { ephemeralFor: interaction.userId } : {}),
      });
      interaction.answered = true;
      interaction.originalId = message.id;
      settle(interaction, { kind: deferred ? "deferred" : "replied", ephemeral });
      return message;
    }
    case callback.deferUpdate:
    case callback.update: {
      const message = world.messages.get(interaction.sourceMessageId ?? "");
      if (!message) throw refuse(10008);
      if (body.type === callback.update) {
        const isV2 = (message.flags & messageFlag.componentsV2) !== 0;
        editMessage(parts, message.authorId, channel, message, patchFrom(data, isV2, "interaction"));
      }
      interaction.answered = true;
      interaction.originalId = message.id;
      settle(interaction, { kind: body.type === callback.update ? "updated" : "acknowledged" });
      return message;
    }
    case callback.choices: {
      const choice = form.object({ "name!": form.text(1, 100), "value!": choiceValue });
      checkForm(body, form.object({ "data!": form.object({ "choices!": form.list(choice, 0, 25) }) }));
      interaction.answered = true;
      settle(interaction, { kind: "choices", choices: (body.data as { choices: Json[] }).choices });
      return undefined;
    }
    default: {
      const fields = {
        "custom_id!": form.text(1, 100),
        "title!": form.text(1, 45),
        "components!": modalComponents,
      };
      checkForm(body, form.object({ "data!": form.object(fields) }));
      const modal = body.data as { custom_id: string; title: string; components: Json[] };
      interaction.answered = true;
      settle(interaction, {
        kind: "modal",
        customId: modal.custom_id,
        title: modal.title,
        components: modal.components,
      });
      return undefined;
    }
  }
}

const choiceValue: Parameters<typeof form.list>[0] = (value, problems) => {
  if (typeof value !== "number") form.text(1, 100)(value, problems);
};

/** What sets an answer to an interaction apart from an ordinary message of the bot. */
export function answerTo(
  { world, views }: Parts,
  interaction: Interaction,
  repliesTo: string | undefined,
): Partial<Draft> {
  const target = repliesTo ? world.messages.get(repliesTo) : undefined;
  const isCommand = interaction.type === 2;
  const own =
    isCommand && interaction.data.type === 1 ? messageType.slashCommand : messageType.contextCommand;
  const type = interaction.originalId || !isCommand ? undefined : own;
  return {
    ...(type === undefined ? {} : { type }),
    ...(target && !target.ephemeralFor && type === undefined
      ? {
          reference: {
            kind: "reply" as const,
            messageId: target.id,
            channelId: target.channel_id,
            mayBeGone: true,
          },
        }
      : {}),
    webhookId: world.application.id,
    interactionMetadata: metadataOf(interaction, views),
  };
}

/** Of a modal it also tells what opened it (discord docs: resources/message, "Message Interaction Metadata"). */
function metadataOf(interaction: Interaction, views: Parts["views"]): Json {
  const { id, type, userId, guildId, sourceMessageId, opener } = interaction;
  return {
    id,
    type,
    user: views.user(userId),
    authorizing_integration_owners: guildId ? { 0: guildId } : { 0: "0" },
    ...(type === 3 ? { interacted_message_id: sourceMessageId } : {}),
    ...(opener ? { triggering_interaction_metadata: metadataOf(opener, views) } : {}),
  };
}
