import type { Channel } from "../state/channel.ts";
import type { World } from "../world.ts";

/** A conversation as `conversations.info` shows it to the app. */
export function wireChannel(world: World, channel: Channel): Record<string, unknown> {
  const { state } = world;
  const { botUserId } = state.app;
  const common = {
    id: channel.id,
    created: channel.created,
    is_archived: channel.archived,
    is_im: channel.kind === "im",
    is_org_shared: false,
    context_team_id: state.team.id,
    updated: channel.created * 1_000,
  };
  if (channel.kind === "im") {
    const other = [...channel.members].find((id) => id !== botUserId) ?? botUserId;
    return { ...common, user: other, is_user_deleted: state.users.get(other)?.deleted ?? false };
  }
  const text = (value: string) => ({ value, creator: value ? channel.creator : "", last_set: 0 });
  return {
    ...common,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: channel.kind === "public",
    is_group: channel.kind === "private",
    is_mpim: channel.kind === "mpim",
    is_private: channel.kind !== "public",
    is_general: channel.general,
    is_shared: false,
    is_ext_shared: false,
    is_pending_ext_shared: false,
    is_member: channel.members.has(botUserId),
    creator: channel.creator,
    unlinked: 0,
    topic: text(channel.topic),
    purpose: text(channel.purpose),
    previous_names: [],
    num_members: channel.members.size,
  };
}
