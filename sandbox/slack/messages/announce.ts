import type { Message } from "../state/message.ts";
import type { World } from "../world.ts";
import { mentions } from "./markup.ts";
import { messageEvent, wireMessage } from "./wire.ts";

/** The message's events: `app_mention` first where the app is mentioned, then `message`, each with an id of its own. */
export function announce(world: World, message: Message): void {
  const event = messageEvent(world, message);
  if (message.broadcast && message.thread_ts) {
    const root = world.state.messages.get(message.channel)?.get(message.thread_ts);
    event.subtype = "thread_broadcast";
    if (root) event.root = wireMessage(world, root);
  }
  announceMention(world, message, event);
  const context = world.state.contexts.get(message.user ?? "");
  // In the app's own direct message the person's view comes along (docs.slack.dev: agent messaging).
  if (context && event.channel_type === "im") event.app_context = context;
  world.emit(event);
  if (message.metadata) {
    world.emit({
      type: "message_metadata_posted",
      app_id: message.app_id,
      bot_id: message.bot_id,
      user_id: message.user,
      team_id: world.state.team.id,
      channel_id: message.channel,
      metadata: message.metadata,
      message_ts: message.ts,
      event_ts: message.ts,
    });
  }
}

/** Also sent when a message that mentions the app is edited (openabdev/openab#1103): same `ts`, with `edited`. */
export function announceMention(world: World, message: Message, event: Record<string, unknown>): void {
  const { app, channels } = world.state;
  const kind = channels.get(message.channel)?.kind;
  // In a direct message there is no app_mention (docs.slack.dev: app_mention event).
  if (kind === "im" || message.app_id === app.id) return;
  if (!mentions(message.text).includes(app.botUserId)) return;
  const { channel_type: _, subtype: __, ...rest } = event;
  const subtype = message.bot_id && message.username ? "bot_message" : undefined;
  world.emit({ ...rest, ...(subtype ? { subtype } : {}), type: "app_mention" });
}
