import { may } from "../access/permissions.ts";
import { refuse } from "../access/refusal.ts";
import { channelFor, messageIn, need } from "../access/rules.ts";
import { editMessage, removeMessage } from "../messages/change.ts";
import type { NewFile } from "../messages/draft.ts";
import { postMessage } from "../messages/post.ts";
import { addReaction, removeReaction } from "../messages/reactions.ts";
import { typing } from "../rest/routes/messages.ts";
import { createThread, type NewThread } from "../threads/create.ts";
import type { DirectChannel, Thread } from "../world/channel.ts";
import type { Command, Interaction } from "../world/interaction.ts";
import type { Message } from "../world/message.ts";
import type { Parts } from "../world/parts.ts";
import { press, select, submitModal } from "./components.ts";
import { openDirect } from "./direct.ts";
import { invokeOnMessage, invokeOnUser, invokeSlash, type OptionValue } from "./invoke.ts";
import { type ModeratingActions, moderatingActions } from "./moderating.ts";
import { offered } from "./offered.ts";

interface Saying {
  content?: string;
  /** Id of the message this one replies to. `mention` false: without notifying its author. */
  replyTo?: string;
  mention?: boolean;
  files?: readonly NewFile[];
  nonce?: string;
}

/** One person at their client. What the platform refuses is thrown as a `Refusal`. */
export interface PersonActions extends ModeratingActions {
  say(channelId: string, saying: Saying | string): Message;
  edit(messageId: string, content: string): Message;
  remove(messageId: string): void;
  react(messageId: string, emoji: string): void;
  unreact(messageId: string, emoji: string): void;
  typing(channelId: string): void;
  openThread(channelId: string, thread: NewThread): Thread;
  /** Opens the DM with another user; the bot, if none is named. */
  dm(otherId?: string): DirectChannel;
  commands(channelId: string): Command[];
  slash(channelId: string, name: string, options?: Readonly<Record<string, OptionValue>>): Interaction;
  /** What is typed so far is in `options`; `focused` names the option being typed. */
  autocomplete(
    channelId: string,
    name: string,
    options: Readonly<Record<string, OptionValue>>,
    focused: string,
  ): Interaction;
  messageCommand(name: string, messageId: string): Interaction;
  userCommand(name: string, channelId: string, targetId: string): Interaction;
  press(messageId: string, customId: string): Interaction;
  select(messageId: string, customId: string, values: readonly string[]): Interaction;
  submitModal(opened: Interaction, values: Readonly<Record<string, string | readonly string[]>>): Interaction;
}

export function personActions(parts: Parts, userId: string): PersonActions {
  const { world, hub } = parts;
  if (!world.users.has(userId)) throw new Error(`the sandbox knows no user ${userId}`);
  const findMessage = (messageId: string) => {
    const found = world.messages.get(messageId);
    if (!found) throw refuse(10008);
    const channel = channelFor(world, userId, found.channel_id);
    return { channel, message: messageIn(world, channel, messageId) };
  };
  return {
    ...moderatingActions(parts, userId),
    say(channelId, saying) {
      const {
        content = "",
        replyTo,
        mention = true,
        files,
        nonce,
      }: Saying = typeof saying === "string" ? { content: saying } : saying;
      const channel = channelFor(world, userId, channelId);
      if ([...content].length > 2000) throw refuse(50035);
      const reference = replyTo
        ? { kind: "reply" as const, messageId: replyTo, channelId, mayBeGone: false }
        : undefined;
      return postMessage(parts, userId, channel, {
        content,
        ...(reference ? { reference } : {}),
        ...(files ? { files: [...files] } : {}),
        ...(nonce !== undefined ? { nonce } : {}),
        ...(mention
          ? {}
          : { allowedMentions: { parse: ["users", "roles", "everyone"], replied_user: false } }),
      });
    },
    edit(messageId, content) {
      const { channel, message } = findMessage(messageId);
      if ([...content].length > 2000) throw refuse(50035);
      editMessage(parts, userId, channel, message, { content });
      return message;
    },
    remove(messageId) {
      const { channel, message } = findMessage(messageId);
      removeMessage(parts, userId, channel, message);
    },
    react(messageId, emoji) {
      const { channel, message } = findMessage(messageId);
      addReaction(parts, userId, channel, message, emoji);
    },
    unreact(messageId, emoji) {
      const { channel, message } = findMessage(messageId);
      removeReaction(parts, userId, channel, message, emoji);
    },
    typing(channelId) {
      const channel = channelFor(world, userId, channelId);
      need(world, userId, channel, "SEND_MESSAGES");
      const guildId = channel.kind === "dm" ? undefined : channel.guild_id;
      hub.emit({
        name: "TYPING_START",
        ...(guildId ? { guildId } : {}),
        channelId,
        data: typing(parts, channel, userId),
      });
    },
    openThread: (channelId, thread) =>
      createThread(parts, userId, channelFor(world, userId, channelId), thread),
    dm: (otherId = world.application.botId) => openDirect(parts, userId, otherId),
    commands: (channelId) => offered(parts, userId, channelFor(world, userId, channelId)),
    slash: (channelId, name, options = {}) => invokeSlash(parts, userId, channelId, name, options),
    autocomplete: (channelId, name, options, focused) =>
      invokeSlash(parts, userId, channelId, name, options, focused),
    messageCommand: (name, messageId) => invokeOnMessage(parts, userId, name, messageId),
    userCommand: (name, channelId, targetId) => invokeOnUser(parts, userId, name, channelId, targetId),
    press: (messageId, customId) => press(parts, userId, messageId, customId),
    select: (messageId, customId, values) => select(parts, userId, messageId, customId, values),
    submitModal: (opened, values) => submitModal(parts, userId, opened, values),
  };
}

/** What this person sees in a channel, oldest first: nobody else's ephemeral messages, nothing they may not read. */
export function visibleMessages({ world }: Parts, userId: string, channelId: string): Message[] {
  const channel = world.channels.get(channelId);
  if (!channel || !may(world, userId, channel, "VIEW_CHANNEL", "READ_MESSAGE_HISTORY")) return [];
  return world
    .messagesIn(channelId)
    .filter((one) => one.ephemeralFor === undefined || one.ephemeralFor === userId);
}
