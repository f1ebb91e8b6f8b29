import type { Channel, ChannelKind } from "../state/channel.ts";
import type { User } from "../state/team.ts";
import { visibleChannel } from "./channels.ts";
import type { Call } from "./method.ts";
import { Refusal } from "./refusal.ts";

const NAME_MAX = 80;

export function activeUser(call: Call, id: string): User {
  const user = call.world.state.users.get(id);
  if (!user) throw new Refusal("user_not_found");
  if (user.deleted) throw new Refusal("user_disabled");
  return user;
}

/** A channel that membership and names can change of: no direct message, not archived. */
export function changeable(call: Call, publicScopes: string[], privateScopes: string[]): Channel {
  const channel = visibleChannel(call.world, call.args.required("channel"));
  const scopes: Partial<Record<ChannelKind, string[]>> = { public: publicScopes, private: privateScopes };
  const needed = scopes[channel.kind];
  if (!needed) throw new Refusal("method_not_supported_for_channel_type");
  call.needScope(...needed);
  if (channel.archived) throw new Refusal("is_archived");
  return channel;
}

export function checkedName(call: Call, name: string | undefined): string {
  if (name === undefined || name === "") throw new Refusal("invalid_name_required");
  if (name.length > NAME_MAX) throw new Refusal("invalid_name_maxlength");
  if (/^[-_]+$/.test(name)) throw new Refusal("invalid_name_punctuation");
  if (!/^[\p{Ll}\p{Lo}\p{N}_-]+$/u.test(name)) throw new Refusal("invalid_name_specials");
  const taken = [...call.world.state.channels.values()].some((channel) => channel.name === name);
  if (taken) throw new Refusal("name_taken");
  return name;
}
