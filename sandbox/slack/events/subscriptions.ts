import type { Channel } from "../state/channel.ts";
import type { SlackState } from "../state/state.ts";
import type { InnerEvent } from "../world.ts";

interface Need {
  /** Name in the manifest's `bot_events`. */
  event: string;
  /** Any one of these scopes. */
  scopes: readonly string[];
}

const MESSAGE_EVENTS = {
  public: { event: "message.channels", scopes: ["channels:history"] },
  private: { event: "message.groups", scopes: ["groups:history"] },
  im: { event: "message.im", scopes: ["im:history"] },
  mpim: { event: "message.mpim", scopes: ["mpim:history"] },
} as const satisfies Record<Channel["kind"], Need>;

/** Scopes of the other events. Source: docs.slack.dev/reference/events, "Required scopes" of each page. */
const SCOPES: Readonly<Record<string, readonly string[]>> = {
  agent_session_stopped: ["assistant:write", "chat:write"],
  agent_session_title_changed: ["assistant:write", "chat:write"],
  app_context_changed: ["assistant:write"],
  app_mention: ["app_mentions:read"],
  channel_archive: ["channels:read"],
  channel_created: ["channels:read"],
  channel_deleted: ["channels:read"],
  channel_rename: ["channels:read"],
  channel_unarchive: ["channels:read"],
  file_created: ["files:read"],
  file_deleted: ["files:read"],
  file_shared: ["files:read"],
  group_archive: ["groups:read"],
  group_rename: ["groups:read"],
  link_shared: ["links:read"],
  member_joined_channel: ["channels:read", "groups:read"],
  member_left_channel: ["channels:read", "groups:read"],
  message_metadata_deleted: ["metadata.message:read"],
  message_metadata_posted: ["metadata.message:read"],
  message_metadata_updated: ["metadata.message:read"],
  reaction_added: ["reactions:read"],
  reaction_removed: ["reactions:read"],
  user_change: ["users:read"],
};

/** Whether the app is told: subscribed in its manifest, scope granted, and its bot is where it happened. */
export function appHears(state: SlackState, event: InnerEvent): boolean {
  const { app } = state;
  const channelId = placeOf(event);
  const channel = channelId ? state.channels.get(channelId) : undefined;
  const need: Need =
    event.type === "message" && channel
      ? MESSAGE_EVENTS[channel.kind]
      : { event: event.type, scopes: SCOPES[event.type] ?? [] };
  const subscribed = app.manifest.settings?.event_subscriptions?.bot_events ?? [];
  if (!subscribed.includes(need.event)) return false;
  if (need.scopes.length > 0 && !need.scopes.some((scope) => app.scopes.has(scope))) return false;
  if (!channel || event.type === "channel_created") return true;
  // Its own coming and going is told, though it is no longer (or not yet) a member.
  return channel.members.has(app.botUserId) || event.user === app.botUserId;
}

/** The channel an event is about, wherever the kind of event carries it. */
export function placeOf(event: InnerEvent): string | undefined {
  const { channel, channel_id, item } = event;
  if (typeof channel === "string") return channel;
  if (typeof channel_id === "string") return channel_id;
  const id = (channel as { id?: unknown } | undefined)?.id;
  if (typeof id === "string") return id;
  const inItem = (item as { channel?: unknown } | undefined)?.channel;
  return typeof inItem === "string" ? inItem : undefined;
}
