import type { Json } from "../world/message.ts";

/**
 * The message without what only apps with the Message Content intent may read, unless it is theirs to read:
 * their own, one that mentions them, or one in a DM with them (discord docs: events/gateway "Message Content Intent").
 */
export function withheld(shown: Json, botId: string, direct: boolean): Json {
  const author = shown.author as { id: string } | undefined;
  const mentions = (shown.mentions ?? []) as { id: string }[];
  const readable = direct || author?.id === botId || mentions.some((one) => one.id === botId);
  const inner = shown.referenced_message as Json | null | undefined;
  const outer = inner ? { ...shown, referenced_message: withheld(inner, botId, direct) } : shown;
  if (readable) return outer;
  const { poll: _, ...rest } = outer;
  return { ...rest, content: "", embeds: [], attachments: [], components: [] };
}
