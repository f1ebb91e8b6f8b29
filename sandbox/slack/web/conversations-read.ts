import { wireMessage } from "../messages/wire.ts";
import type { Channel, ChannelKind } from "../state/channel.ts";
import { key } from "../state/state.ts";
import type { World } from "../world.ts";
import { inChannel, kindScope, visibleChannel } from "./channels.ts";
import type { Call, Method, Methods } from "./method.ts";
import { page, within } from "./pages.ts";
import { Refusal } from "./refusal.ts";
import { wireChannel } from "./wire-channel.ts";

/** docs.slack.dev/apis/web-api/rate-limits: "15 objects" for apps distributed outside the Marketplace. */
const UNLISTED_MAX = 15;

const history: Method = {
  formOnly: true,
  run(call) {
    const { args, world } = call;
    const channel = readable(call);
    const inRange = within(args);
    const metadata = args.flag("include_all_metadata") === true;
    const found = [...(world.state.messages.get(channel.id)?.values() ?? [])]
      .filter((m) => (!m.thread_ts || m.thread_ts === m.ts || m.broadcast) && inRange(m.ts))
      .reverse();
    const { items, nextCursor } = page(args, found, ...limits(world, 100));
    return {
      messages: items.map((message) => wireMessage(world, message, metadata)),
      has_more: nextCursor !== "",
      pin_count: 0,
      channel_actions_ts: null,
      channel_actions_count: 0,
      ...(nextCursor ? { response_metadata: { next_cursor: nextCursor } } : {}),
    };
  },
};

/** The root comes first on every first page, then the replies, oldest first. */
const replies: Method = {
  formOnly: true,
  run(call) {
    const { args, world } = call;
    const channel = readable(call);
    const stored = world.state.messages.get(channel.id);
    const named = stored?.get(args.required("ts"));
    if (!named) throw new Refusal("thread_not_found");
    const rootTs = named.thread_ts ?? named.ts;
    const inRange = within(args);
    const metadata = args.flag("include_all_metadata") === true;
    const chain = [rootTs, ...(world.state.threads.get(key(channel.id, rootTs)) ?? [])];
    const found = chain
      .filter((ts) => ts === rootTs || inRange(ts))
      .map((ts) => stored?.get(ts))
      .filter((message) => message !== undefined);
    const { items, nextCursor } = page(args, found, ...limits(world, 1_000));
    return {
      messages: items.map((message) => wireMessage(world, message, metadata)),
      has_more: nextCursor !== "",
      ...(nextCursor ? { response_metadata: { next_cursor: nextCursor } } : {}),
    };
  },
};

const info: Method = {
  formOnly: true,
  run(call) {
    const { args, world } = call;
    const channel = visibleChannel(world, args.required("channel"));
    call.needScope(kindScope(channel.kind, "read"));
    const count = args.flag("include_num_members") ? { num_members: channel.members.size } : {};
    return { channel: { ...wireChannel(world, channel), ...count } };
  },
};

const members: Method = {
  formOnly: true,
  run(call) {
    const { args, world } = call;
    const channel = visibleChannel(world, args.required("channel"));
    call.needScope(kindScope(channel.kind, "read"));
    const { items, nextCursor } = page(args, [...channel.members], 100);
    return { members: items, response_metadata: { next_cursor: nextCursor } };
  },
};

const list: Method = {
  formOnly: true,
  run: (call) => listed(call, (channel) => channel.kind === "public" || inChannel(call.world, channel)),
};

/** `users.conversations`: where a person is, as far as the app is there too or it is public. */
const userConversations: Method = {
  formOnly: true,
  run(call) {
    const { world } = call;
    const user = call.args.text("user") || world.state.app.botUserId;
    if (!world.state.users.has(user)) throw new Refusal("user_not_found");
    return listed(
      call,
      (channel) => channel.members.has(user) && (channel.kind === "public" || inChannel(world, channel)),
    );
  },
};

const TYPES: Readonly<Record<string, ChannelKind>> = {
  public_channel: "public",
  private_channel: "private",
  im: "im",
  mpim: "mpim",
};

function listed(call: Call, shown: (channel: Channel) => boolean): Record<string, unknown> {
  const { args, world } = call;
  const kinds = (args.text("types") || "public_channel").split(",").map((name) => {
    const kind = TYPES[name.trim()];
    if (!kind) throw new Refusal("invalid_types");
    call.needScope(kindScope(kind, "read"));
    return kind;
  });
  const withoutArchived = args.flag("exclude_archived") === true;
  const all = [...world.state.channels.values()].filter(
    (channel) => kinds.includes(channel.kind) && shown(channel) && !(withoutArchived && channel.archived),
  );
  const { items, nextCursor } = page(args, all, 100);
  return {
    channels: items.map((channel) => wireChannel(world, channel)),
    response_metadata: { next_cursor: nextCursor },
  };
}

function readable(call: Call): Channel {
  const { args, world } = call;
  const channel = visibleChannel(world, args.required("channel"));
  call.needScope(kindScope(channel.kind, "history"));
  if (!inChannel(world, channel)) throw new Refusal("not_in_channel");
  return channel;
}

function limits(world: World, usual: number): [fallback: number, max: number] {
  return world.state.app.distribution === "unlisted" ? [UNLISTED_MAX, UNLISTED_MAX] : [usual, 1_000];
}

export const conversationReadMethods: Methods = {
  "conversations.history": history,
  "conversations.replies": replies,
  "conversations.info": info,
  "conversations.members": members,
  "conversations.list": list,
  "users.conversations": userConversations,
};
