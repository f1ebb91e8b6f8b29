import { change, remove } from "../messages/change.ts";
import { richText, typedText } from "../messages/composer.ts";
import { storedText } from "../messages/markup.ts";
import { post } from "../messages/post.ts";
import { noteShared } from "../messages/share.ts";
import type { Message } from "../state/message.ts";
import type { World } from "../world.ts";
import { type PersonFile, shareFile } from "./files.ts";
import { maySee } from "./visible.ts";

export interface Said {
  /** As typed: `@parley` becomes a mention; `<@U…>` stays one. */
  text: string;
  thread_ts?: string;
  /** Also in the channel. */
  broadcast?: boolean;
  files?: readonly PersonFile[];
}

/** Writing, as the composer does it. Every act is refused as the app's window would refuse it. */
export function talk(world: World, userId: string) {
  const { state } = world;

  const member = (channelId: string) => {
    const channel = state.channels.get(channelId);
    if (!channel || !maySee(state, userId, channelId)) throw new Error(`${userId} sees no ${channelId}`);
    if (!channel.members.has(userId)) throw new Error(`${userId} is not in ${channelId}`);
    if (channel.archived) throw new Error(`${channelId} is archived`);
    return channel;
  };
  const own = (message: Pick<Message, "channel" | "ts">): Message => {
    const found = state.messages.get(message.channel)?.get(message.ts);
    if (!found || found.user !== userId) throw new Error(`${userId} has no message ${message.ts}`);
    return found;
  };

  return {
    say(channelId: string, said: Said | string): Message {
      const {
        text: typed,
        thread_ts,
        broadcast,
        files,
      } = typeof said === "string" ? { text: said } : (said as Said);
      member(channelId);
      const root = thread_ts ? state.messages.get(channelId)?.get(thread_ts) : undefined;
      if (thread_ts && !root) throw new Error(`no thread ${thread_ts} in ${channelId}`);
      const text = storedText(typedText(state, typed));
      const shared = (files ?? []).map((file) => shareFile(world, userId, file));
      const bot = state.users.get(userId)?.botId;
      const message = post(world, {
        channel: channelId,
        user: userId,
        text,
        ...(text ? { blocks: [richText(text, world.mint.secret().slice(-5))] } : {}),
        ...(bot ? { bot_id: bot, app_id: state.users.get(userId)?.appId ?? "" } : {}),
        ...(shared.length > 0 ? { files: shared.map((f) => f.id), subtype: "file_share" } : {}),
        ...(thread_ts ? { thread_ts } : {}),
        ...(broadcast ? { broadcast } : {}),
        client_msg_id: `c11e0000-0000-4000-8000-${world.mint.secret().padStart(12, "0").slice(-12)}`,
        unfurl: { links: true, media: true },
      });
      noteShared(world, message, message.files ?? [], userId);
      return message;
    },
    edit(message: Pick<Message, "channel" | "ts">, typed: string): Message {
      const found = own(message);
      const text = storedText(typedText(state, typed));
      change(world, found, {
        text,
        blocks: [richText(text, world.mint.secret().slice(-5))],
        edited: { user: userId, ts: `${Math.trunc(world.clock.now() / 1_000)}.000000` },
      });
      return found;
    },
    remove(message: Pick<Message, "channel" | "ts">): void {
      remove(world, own(message));
    },
    react(message: Pick<Message, "channel" | "ts">, name: string): void {
      member(message.channel);
      toggleReaction(world, userId, message, name, true);
    },
    unreact(message: Pick<Message, "channel" | "ts">, name: string): void {
      toggleReaction(world, userId, message, name, false);
    },
  };
}

/** Adds or takes away a reaction and tells the app. Gives whether anything changed. */
export function toggleReaction(
  world: World,
  userId: string,
  { channel, ts }: Pick<Message, "channel" | "ts">,
  name: string,
  add: boolean,
): boolean {
  const message = world.state.messages.get(channel)?.get(ts);
  if (!message) throw new Error(`no message ${ts}`);
  const reactions = message.reactions ?? [];
  const entry = reactions.find((r) => r.name === name);
  if (add === (entry?.users.includes(userId) ?? false)) return false;
  if (add) {
    if (entry) entry.users.push(userId);
    else reactions.push({ name, users: [userId] });
  } else if (entry) {
    entry.users.splice(entry.users.indexOf(userId), 1);
  }
  const left = reactions.filter((r) => r.users.length > 0);
  if (left.length > 0) message.reactions = left;
  else delete message.reactions;
  world.emit({
    type: add ? "reaction_added" : "reaction_removed",
    user: userId,
    reaction: name,
    item: { type: "message", channel, ts },
    item_user: message.user ?? "",
    event_ts: world.mint.ts(channel),
  });
  return true;
}
