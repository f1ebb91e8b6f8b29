import type { Channel, ChannelKind } from "../state/channel.ts";
import type { World } from "../world.ts";
import { activeUser, checkedName } from "./channel-rules.ts";
import { visibleChannel } from "./channels.ts";
import type { Method, Methods } from "./method.ts";
import { ids } from "./pages.ts";
import { Refusal } from "./refusal.ts";
import { openIm } from "./target.ts";
import { wireChannel } from "./wire-channel.ts";

/** "Needs at most 8 users to open" (docs.slack.dev: conversations.open). */
const OPEN_MAX = 8;

const create: Method = {
  run(call) {
    const { args, world } = call;
    const { state, mint } = world;
    const isPrivate = args.flag("is_private") === true;
    call.needScope(...(isPrivate ? ["groups:write"] : ["channels:manage", "channels:write"]));
    const name = checkedName(call, args.text("name"));
    const channel = newChannel(world, name, isPrivate ? "private" : "public", [state.app.botUserId]);
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
  scopes: ["im:write", "mpim:write", "channels:manage", "groups:write"],
  run(call) {
    const { args, world } = call;
    const { state } = world;
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
    const name = `mpdm-${users.map((user) => user.name).join("--")}-1`;
    const channel = newChannel(world, name, "mpim", [...wanted]);
    return shown(channel, true);
  },
};

function newChannel(world: World, name: string, kind: ChannelKind, members: readonly string[]): Channel {
  const { state, mint, clock } = world;
  const channel: Channel = {
    id: mint.id("C"),
    name,
    kind,
    members: new Set(members),
    creator: state.app.botUserId,
    created: Math.trunc(clock.now() / 1_000),
    archived: false,
    general: false,
    topic: "",
    purpose: "",
  };
  state.channels.set(channel.id, channel);
  state.messages.set(channel.id, new Map());
  return channel;
}

export const conversationOpenMethods: Methods = {
  "conversations.create": create,
  "conversations.open": open,
};
