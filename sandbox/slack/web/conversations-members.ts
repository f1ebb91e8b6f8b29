import { enter, exit } from "../people/membership.ts";
import type { Channel } from "../state/channel.ts";
import { activeUser, changeable } from "./channel-rules.ts";
import { inChannel, visibleChannel } from "./channels.ts";
import type { Call, Method, Methods } from "./method.ts";
import { ids } from "./pages.ts";
import { Refusal } from "./refusal.ts";
import { wireChannel } from "./wire-channel.ts";

/** "Up to 1000 users may be listed" (@slack/web-api `types/request/conversations.ts`). */
const INVITE_MAX = 1_000;

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

function inviteProblem(call: Call, channel: Channel, id: string): string | undefined {
  const { app, users } = call.world.state;
  const user = users.get(id);
  if (!user || user.deleted) return "user_not_found";
  if (id === app.botUserId) return "cant_invite_self";
  return channel.members.has(id) ? "already_in_channel" : undefined;
}

export const conversationMemberMethods: Methods = {
  "conversations.invite": invite,
  "conversations.join": join,
  "conversations.kick": kick,
  "conversations.leave": leave,
};
