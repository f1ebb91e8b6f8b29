import { may } from "../../discord/access/permissions.ts";
import type { Discord } from "../../discord/discord.ts";
import { type Attachment, type Message, messageFlag, messageType } from "../../discord/world/message.ts";
import type { FileView, Row } from "../view/row.ts";

/** A message as its row on the page. */
export function discordRow(discord: Discord, me: string, message: Message): Row {
  const { state } = discord;
  const channel = state.channels.get(message.channel_id);
  const own = message.authorId === me;
  const notice = noticeOf(message);
  const thread = message.flags & messageFlag.hasThread ? state.channels.get(message.id) : undefined;
  return {
    id: message.id,
    at: Date.parse(message.timestamp),
    author: message.authorId,
    ...(notice ? { notice } : {}),
    text: message.content,
    edited: message.edited_timestamp !== null,
    ephemeral: message.ephemeralFor !== undefined,
    thinking: (message.flags & messageFlag.loading) !== 0,
    streaming: false,
    mentionsMe: mentions(discord, me, message),
    may: {
      edit: own && !notice && !message.webhook_id,
      delete: own || (channel !== undefined && may(state, me, channel, "MANAGE_MESSAGES")),
    },
    files: message.attachments.map((file) => fileView(file, me)),
    reactions: message.reactions.map(({ emoji, userIds }) => ({
      name: emoji.name,
      count: userIds.size,
      mine: userIds.has(me),
      who: [...userIds],
    })),
    ...(message.type === messageType.reply ? { replyTo: replied(discord, message) } : {}),
    ...(thread?.kind === "thread"
      ? {
          thread: {
            id: thread.id,
            name: thread.name,
            count: thread.message_count,
            people: [...new Set(state.messagesIn(thread.id).map((one) => one.authorId))].slice(0, 4),
          },
        }
      : {}),
    ...usedCommand(discord, message),
    ...(message.embeds.length > 0 && !(message.flags & messageFlag.suppressEmbeds)
      ? { embeds: message.embeds }
      : {}),
    ...(message.components.length > 0 ? { components: message.components } : {}),
  };
}

/** The page's own address of a file: Discord's is signed anew at each showing, which would load a picture again. */
function fileView(file: Attachment, me: string): FileView {
  return {
    id: file.id,
    name: file.filename,
    mime: file.content_type,
    sizeBytes: file.size,
    url: `/api/files/discord/${file.id}?as=${me}`,
    ...(file.description ? { alt: file.description } : {}),
    ...(file.width && file.height ? { width: file.width, height: file.height } : {}),
  };
}

function replied({ state }: Discord, message: Message): Row["replyTo"] {
  const target = state.messages.get(message.message_reference?.message_id ?? "");
  if (!target) return null;
  const text = target.content || (target.attachments.length > 0 ? "an attachment" : "a message");
  return { id: target.id, author: target.authorId, text: text.slice(0, 160) };
}

/** Who used which command, above the first answer to it. */
function usedCommand({ state }: Discord, message: Message): Pick<Row, "usedCommand"> {
  const { id } = (message.interaction_metadata ?? {}) as { id?: string };
  const interaction = state.interactions.get(id ?? "");
  if (interaction?.type !== 2 || interaction.originalId !== message.id) return {};
  return { usedCommand: { person: interaction.userId, name: String(interaction.data.name) } };
}

function mentions({ state, named }: Discord, me: string, message: Message): boolean {
  if (message.authorId === me) return false;
  const roles = state.members.get(named.guild)?.get(me)?.roles ?? [];
  return (
    message.mention_everyone ||
    message.mentionIds.includes(me) ||
    message.mention_roles.some((role) => roles.includes(role))
  );
}

function noticeOf(message: Message): string | undefined {
  switch (message.type) {
    case messageType.threadCreated:
      return `started a thread: ${message.content}`;
    case messageType.pinNotice:
      return "pinned a message to this channel.";
    case messageType.threadStarter:
      return "started this thread.";
    default:
      return undefined;
  }
}
