import { randomBytes } from "node:crypto";
import { channelPermissions } from "../access/permissions.ts";
import { uploadLimits } from "../messages/files.ts";
import type { Channel } from "../world/channel.ts";
import type { Interaction } from "../world/interaction.ts";
import type { Message } from "../world/message.ts";
import type { Parts } from "../world/parts.ts";
import type { World } from "../world/world.ts";
import { settle } from "./settle.ts";

/** Time for the first answer, and the life of the token (discord docs: interactions/receiving-and-responding). */
export const interactionTimes = { firstAnswerMs: 3_000, tokenMs: 15 * 60_000 } as const;
/** What Discord's clients show when an app is silent. */
const silence = "The application did not respond";

/** Someone used something of the bot's: tells the bot and begins to wait. */
export function startInteraction(
  parts: Parts,
  given: Pick<Interaction, "type" | "userId" | "data" | "opener"> & { channel: Channel; source?: Message },
): Interaction {
  const { world, hub } = parts;
  const { clock } = world;
  const { type, userId, channel, data, opener, source } = given;
  const { promise, resolve } = Promise.withResolvers<Interaction>();
  const interaction: Interaction = {
    id: world.nextId(),
    token: randomBytes(96).toString("base64url"),
    type,
    userId,
    channelId: channel.id,
    ...(channel.kind === "dm" ? {} : { guildId: channel.guild_id }),
    createdAt: clock.now(),
    data,
    ...(source ? { sourceMessageId: source.id } : {}),
    ...(opener ? { opener } : {}),
    state: { kind: "waiting" },
    answered: false,
    followUpIds: [],
    settled: promise,
    onSettled: resolve,
  };
  world.interactions.set(interaction.id, interaction);
  clock.timer(interactionTimes.firstAnswerMs, () => {
    if (!interaction.answered) settle(interaction, { kind: "failed", text: silence });
  });
  clock.timer(interactionTimes.tokenMs, () => {
    if (interaction.state.kind === "deferred") settle(interaction, { kind: "failed", text: silence });
  });
  hub.emit({
    name: "INTERACTION_CREATE",
    ...(interaction.guildId ? { guildId: interaction.guildId } : {}),
    data: payload(parts, interaction, channel, source),
  });
  return interaction;
}

/**
 * Of a thread Discord tells the bits of its channel: SEND_MESSAGES there says nothing of the thread, which goes by
 * SEND_MESSAGES_IN_THREADS (discord docs: topics/permissions "Inherited Permissions").
 */
function toldPermissions(world: World, userId: string, channel: Channel): string {
  const parent = channel.kind === "thread" ? world.channels.get(channel.parent_id) : undefined;
  return channelPermissions(world, userId, parent ?? channel).toString();
}

function payload(
  parts: Parts,
  interaction: Interaction,
  channel: Channel,
  source: Message | undefined,
): object {
  const { world, views, messages } = parts;
  const { userId, guildId } = interaction;
  const { application } = world;
  const member = guildId ? world.members.get(guildId)?.get(userId) : undefined;
  const permissions = toldPermissions(world, userId, channel);
  const direct = channel.kind === "dm";
  const withBot = direct && channel.recipientIds.includes(application.botId);
  return {
    id: interaction.id,
    application_id: application.id,
    type: interaction.type,
    token: interaction.token,
    version: 1,
    data: interaction.data,
    channel_id: channel.id,
    channel: { ...views.channel(channel, application.botId), permissions },
    ...(guildId && member
      ? {
          guild_id: guildId,
          guild: { id: guildId, locale: "en-US", features: [] },
          guild_locale: "en-US",
          member: { ...views.member(guildId, member), permissions },
        }
      : { user: views.user(userId) }),
    ...(source ? { message: messages.full(source, application.botId) } : {}),
    app_permissions: toldPermissions(world, application.botId, channel),
    locale: "en-US",
    entitlements: [],
    entitlement_sku_ids: [],
    authorizing_integration_owners: guildId ? { 0: guildId } : { 0: "0" },
    context: direct ? (withBot ? 1 : 2) : 0,
    attachment_size_limit: uploadLimits.fileBytes,
  };
}
