import type { Discord } from "../../discord/discord.ts";
import type { Typing } from "../typing.ts";
import type { Look, Parts } from "../view/look.ts";
import { findDiscord } from "./find.ts";
import { discordRow } from "./row.ts";
import { discordHead, discordSide, discordThreadHead } from "./side.ts";

/** Everything one person sees of Discord, looking at one channel and perhaps a thread. */
export function discordParts(discord: Discord, look: Look, typing: Typing): Parts {
  const { me, channel, thread } = findDiscord(discord, look);
  const parts: Parts = new Map();
  const offered = channel ? discord.as(me).commands(channel.id) : [];
  const side = discordSide(discord, me);
  side.messageActions = offered.filter((one) => one.type === 3).map(({ name }) => ({ id: name, name }));
  parts.set("side", side);
  parts.set(
    "commands",
    offered.filter((one) => one.type === 1),
  );
  if (!channel) return parts;
  const messages = discord.visibleTo(me, channel.id);
  parts.set("head", discordHead(discord, me, channel, messages.length > look.limit));
  for (const message of messages.slice(-look.limit)) {
    parts.set(`main/${message.id}`, discordRow(discord, me, message));
  }
  parts.set("typing", typing.in(channel.id, me));
  if (!thread) return parts;
  parts.set("thread", discordThreadHead(discord, me, thread));
  const starter = discord.state.messages.get(thread.id);
  if (starter) parts.set(`reply/${starter.id}`, discordRow(discord, me, starter));
  const replies = discord.visibleTo(me, thread.id).filter((one) => one.type !== 21);
  for (const message of replies.slice(-look.limit)) {
    parts.set(`reply/${message.id}`, discordRow(discord, me, message));
  }
  parts.set("typing/thread", typing.in(thread.id, me));
  return parts;
}
