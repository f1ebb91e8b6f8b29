import type { Channel } from "../state/channel.ts";
import type { World } from "../world.ts";
import { inChannel, visibleChannel } from "./channels.ts";
import type { Call } from "./method.ts";
import { Refusal } from "./refusal.ts";

/** Where a message goes: by id, by `#name`, or to a person's direct message by their id. */
export function target(call: Call, id: string): Channel {
  const { world } = call;
  const { state } = world;
  if (state.users.has(id)) return openIm(world, id);
  const name = id.replace(/^#/, "");
  const named = [...state.channels.values()].find((channel) => channel.name === name && name !== "");
  const channel = visibleChannel(world, named?.id ?? id);
  if (channel.archived) throw new Refusal("is_archived");
  if (!inChannel(world, channel) && !state.app.scopes.has("chat:write.public")) {
    throw new Refusal("not_in_channel");
  }
  if (channel.kind === "im" && !state.app.manifest.features?.app_home?.messages_tab_enabled) {
    throw new Refusal("messages_tab_disabled");
  }
  return channel;
}

/** The direct message between the app and a person, opened if there is none. */
export function openIm(world: World, userId: string): Channel {
  const { state, mint, clock } = world;
  const { botUserId } = state.app;
  const found = [...state.channels.values()].find(
    (channel) => channel.kind === "im" && channel.members.has(userId) && channel.members.has(botUserId),
  );
  if (found) return found;
  const channel: Channel = {
    id: mint.id("D"),
    name: "",
    kind: "im",
    members: new Set([userId, botUserId]),
    creator: userId,
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
