import { post } from "../messages/post.ts";
import { enter, exit } from "../people/membership.ts";
import type { Channel, ChannelKind } from "../state/channel.ts";
import type { User } from "../state/team.ts";
import { inChannel, openIm, visibleChannel } from "./channels.ts";
import type { Call, Method, Methods } from "./method.ts";
import { ids } from "./pages.ts";
import { Refusal } from "./refusal.ts";
import { wireChannel } from "./wire-channel.ts";

const NAME_MAX = 80;
const OPEN_MAX = 8;
const INVITE_MAX = 1_000;

const create: Method = {
  run(call) {
    const { args, world } = call;
    const { state, mint, clock } = world;
    const isPrivate = args.flag("is_private") === true;
    call.needScope(...(isPrivate ? ["groups:write"] : ["channels:manage", "channels:write"]));
    const name = checkedName(call, args.text("name"));
    const channel: Channel = {
      id: mint.id("C"),
      name,
      kind: isPrivate ? "private" : "public",
      members: new Set([state.app.botUserId]),
      creator: state.app.botUserId,
      created: Math.trunc(clock.now() / 1_000),
      archived: false,
      general: false,
      topic: "",
      purpose: "",
    };
    state.channels.set(channel.id, channel);
    state.messages.set(channel.id, new Map());
    if (!isPrivate) {
      world.emit({
        type: "channel_created",
        channel: {
          id: channel.id,
          is_channel: true,
          name,
          name_normalized: name,
          created: channel.created,
          creator: channel.creator,
          is_shared: false,
          is_org_shared: false,
        },
        event_ts: mint.ts(channel.id),
      });
    }
    return { channel: wireChannel(world, channel) };
  },
};

const open: Method = {
  scopes: ["im:write", "mpim:write"],
  run(call) {
    const { args, world } = call;
    const { state, mint, clock } = world;
    if (args.has("channel")) return { channel: { id: visibleChannel(world, args.text("channel")).id } };
    if (!args.has("users")) throw new Refusal("users_list_not_supplied");
    const users = ids(args, "users").map((id) => activeUser(call, id));
    if (users.length > OPEN_MAX) throw new Refusal("too_many_users");
    const full = args.flag("return_im") === true;
    const shown = (channel: Channel, fresh: boolean) => ({
      ...(fresh ? {} : { no_op: true, already_open: true }),
      channel: full ? wireChannel(world, channel) : { id: channel.id },
    });
    const wanted = new Set([...users.map((user) => user.id), state.app.botUserId]);
    const same = (channel: Channel) =>
      (channel.kind === "im" || channel.kind === "mpim") &&
      channel.members.size === wanted.size &&
      [...wanted].every((id) => channel.members.has(id));
    const found = [...state.channels.values()].find(same);
    if (found) return shown(found, false);
    if (args.flag("prevent_creation") === true) throw new Refusal("channel_not_found");
    if (users.length === 1 && users[0]) return shown(openIm(world, users[0].id), true);
    call.needScope("mpim:write");
    const channel: Channel = {
      id: mint.id("C"),
      name: `mpdm-${users.map((user) => user.name).join("--")}-1`,
      kind: "mpim",
      members: wanted,
      creator: state.app.botUserId,
      created: Math.trunc(clock.now() / 1_000),
      archived: false,
      general: false,
      topic: "",
      purpose: "",
    };
    state.channels.set(channel.id, channel);
    state.messages.set(channel.id, new Map());
    return shown(channel, true);
  },
};

/** All or nobody, unless `force`: each refused one is listed in `errors`. */
const invite: Method = {
  run(call) {
    const { args, world } = call;
    const channel = changeable(
      call,
      ["channels:manage", "channels:write.invites"],
      ["groups:write", "groups:write.invites"],
    );
    if (!inChannel(world, channel)) throw new Refusal("not_in_channel");
    const wanted = args.has("users") ? ids(args, "users") : [];
    if (wanted.length === 0) throw new Refusal("no_user");
    if (wanted.length > INVITE_MAX) throw new Refusal("too_many_users");
    const errors = wanted.flatMap((id) => {
      const error = inviteProblem(call, channel, id);
      return error ? [{ user: id, ok: false, error }] : [];
    });
    const force = args.flag("force") === true && wanted.length > errors.length;
    if (errors[0] && !force) throw new Refusal(errors[0].error, { errors });
    const refused = new Set(errors.map((e) => e.user));
    for (const id of wanted) {
      if (!refused.has(id)) enter(world, channel, id, world.state.app.botUserId);
    }
    return { channel: wireChannel(world, channel), ...(errors.length > 0 ? { errors } : {}) };
  },
};

const kick: Method = {
  run(call) {
    const { args, world } = call;
    const channel = changeable(call, ["channels:manage"], ["groups:write"]);
    if (!args.has("user")) throw new Refusal("no_user");
    const user = activeUser(call, args.required("user"));
    if (user.id === world.state.app.botUserId) throw new Refusal("cant_kick_self");
    if (channel.general) throw new Refusal("cant_kick_from_general");
    if (!inChannel(world, channel) || !channel.members.has(user.id)) throw new Refusal("not_in_channel");
    exit(world, channel, user.id);
    return { errors: {} };
  },
};

const join: Method = {
  scopes: ["channels:join"],
  run(call) {
    const { args, world } = call;
    const channel = visibleChannel(world, args.required("channel"));
    if (channel.kind !== "public") throw new Refusal("method_not_supported_for_channel_type");
    if (channel.archived) throw new Refusal("is_archived");
    if (inChannel(world, channel)) call.warn("already_in_channel");
    enter(world, channel, world.state.app.botUserId);
    return { channel: wireChannel(world, channel) };
  },
};

const leave: Method = {
  run(call) {
    const { world } = call;
    const channel = changeable(call, ["channels:manage"], ["groups:write"]);
    if (channel.general) throw new Refusal("cant_leave_general");
    if (!inChannel(world, channel)) return { not_in_channel: true };
    exit(world, channel, world.state.app.botUserId);
    return {};
  },
};

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

function inviteProblem(call: Call, channel: Channel, id: string): string | undefined {
  const { app, users } = call.world.state;
  const user = users.get(id);
  if (!user || user.deleted) return "user_not_found";
  if (id === app.botUserId) return "cant_invite_self";
  return channel.members.has(id) ? "already_in_channel" : undefined;
}

function activeUser(call: Call, id: string): User {
  const user = call.world.state.users.get(id);
  if (!user) throw new Refusal("user_not_found");
  if (user.deleted) throw new Refusal("user_disabled");
  return user;
}

/** A channel that membership and names can change of: no direct message, not archived. */
function changeable(call: Call, publicScopes: string[], privateScopes: string[]): Channel {
  const channel = visibleChannel(call.world, call.args.required("channel"));
  const scopes: Partial<Record<ChannelKind, string[]>> = { public: publicScopes, private: privateScopes };
  const needed = scopes[channel.kind];
  if (!needed) throw new Refusal("method_not_supported_for_channel_type");
  call.needScope(...needed);
  if (channel.archived) throw new Refusal("is_archived");
  return channel;
}

function checkedName(call: Call, name: string | undefined): string {
  if (name === undefined || name === "") throw new Refusal("invalid_name_required");
  if (name.length > NAME_MAX) throw new Refusal("invalid_name_maxlength");
  if (/^[-_]+$/.test(name)) throw new Refusal("invalid_name_punctuation");
  if (!/^[\p{Ll}\p{Lo}\p{N}_-]+$/u.test(name)) throw new Refusal("invalid_name_specials");
  const taken = [...call.world.state.channels.values()].some((channel) => channel.name === name);
  if (taken) throw new Refusal("name_taken");
  return name;
}

export const conversationWriteMethods: Methods = {
  "conversations.archive": archive,
  "conversations.create": create,
  "conversations.invite": invite,
  "conversations.join": join,
  "conversations.kick": kick,
  "conversations.leave": leave,
  "conversations.mark": mark,
  "conversations.open": open,
  "conversations.rename": rename,
  "conversations.unarchive": unarchive,
};
