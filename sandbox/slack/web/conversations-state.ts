import { post } from "../messages/post.ts";
import { changeable, checkedName } from "./channel-rules.ts";
import { inChannel, visibleChannel } from "./channels.ts";
import type { Call, Method, Methods } from "./method.ts";
import { Refusal } from "./refusal.ts";
import { wireChannel } from "./wire-channel.ts";

/** Topics and purposes alike (docs.slack.dev: conversations.setTopic, `too_long`). */
const TOPIC_MAX = 250;

const archive: Method = {
  run(call) {
    const { world } = call;
    const channel = changeable(call, ["channels:manage", "channels:write"], ["groups:write"]);
    if (!inChannel(world, channel)) throw new Refusal("not_in_channel");
    if (channel.general) throw new Refusal("cant_archive_general");
    if (channel.archived) throw new Refusal("already_archived");
    const { botUserId, id, botId } = world.state.app;
    const message = post(world, {
      channel: channel.id,
      user: botUserId,
      bot_id: botId,
      app_id: id,
      subtype: "channel_archive",
      text: "archived the channel",
    });
    channel.archived = true;
    const type = channel.kind === "private" ? "group_archive" : "channel_archive";
    world.emit({ type, channel: channel.id, user: botUserId, event_ts: message.ts });
    return {};
  },
};

/** A bot cannot undo it: archiving takes it out of the channel (docs.slack.dev: conversations.unarchive). */
const unarchive: Method = {
  run(call) {
    changeable(call, ["channels:manage", "channels:write"], ["groups:write"]);
    throw new Refusal("not_in_channel");
  },
};

const rename: Method = {
  run(call) {
    const { args, world } = call;
    const channel = changeable(call, ["channels:manage", "channels:write"], ["groups:write"]);
    if (!inChannel(world, channel)) throw new Refusal("not_in_channel");
    if (channel.creator !== world.state.app.botUserId) throw new Refusal("not_authorized");
    const old_name = channel.name;
    channel.name = checkedName(call, args.text("name"));
    post(world, {
      channel: channel.id,
      user: world.state.app.botUserId,
      subtype: "channel_name",
      text: `has renamed the channel from "${old_name}" to "${channel.name}"`,
      extra: { old_name, name: channel.name },
    });
    const type = channel.kind === "private" ? "group_rename" : "channel_rename";
    const { id, name, created } = channel;
    world.emit({
      type,
      channel: {
        id,
        name,
        name_normalized: name,
        created,
        is_channel: type === "channel_rename",
        is_mpim: false,
      },
      event_ts: world.mint.ts(id),
    });
    return { channel: wireChannel(world, channel) };
  },
};

const mark: Method = {
  run(call) {
    const { args, world } = call;
    const channel = visibleChannel(world, args.required("channel"));
    if (!inChannel(world, channel)) throw new Refusal("not_in_channel");
    if (!/^\d+\.\d+$/.test(args.required("ts"))) throw new Refusal("invalid_timestamp");
    return {};
  },
};

const setTopic: Method = { run: (call) => describe(call, "topic") };
const setPurpose: Method = { run: (call) => describe(call, "purpose") };

function describe(call: Call, what: "topic" | "purpose"): Record<string, unknown> {
  const { args, world } = call;
  const channel = changeable(
    call,
    ["channels:manage", "channels:write.topic"],
    ["groups:write", "groups:write.topic"],
  );
  if (!inChannel(world, channel)) throw new Refusal("not_in_channel");
  const value = args.text(what) ?? "";
  if (value.length > TOPIC_MAX) throw new Refusal("too_long");
  channel[what] = value;
  post(world, {
    channel: channel.id,
    user: world.state.app.botUserId,
    subtype: `${channel.kind === "private" ? "group" : "channel"}_${what}`,
    text: `set the channel ${what}: ${value}`,
    extra: { [what]: value },
  });
  return { channel: wireChannel(world, channel) };
}

export const conversationStateMethods: Methods = {
  "conversations.archive": archive,
  "conversations.mark": mark,
  "conversations.rename": rename,
  "conversations.setPurpose": setPurpose,
  "conversations.setTopic": setTopic,
  "conversations.unarchive": unarchive,
};
