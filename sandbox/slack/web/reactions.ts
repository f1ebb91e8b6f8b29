import { toggleReaction } from "../people/talk.ts";
import type { Message } from "../state/message.ts";
import { visibleChannel } from "./channels.ts";
import type { Call, Method, Methods } from "./method.ts";
import { Refusal } from "./refusal.ts";

/** docs.slack.dev: reactions.add, `too_many_reactions`: distinct emoji one may add to an item. */
const PER_PERSON = 23;

const add: Method = {
  scopes: ["reactions:write"],
  run(call) {
    const { world } = call;
    const message = reacted(call);
    const name = emoji(call);
    const mine = (message.reactions ?? []).filter((r) => r.users.includes(world.state.app.botUserId));
    if (mine.length >= PER_PERSON) throw new Refusal("too_many_reactions");
    if (!toggleReaction(world, world.state.app.botUserId, message, name, true)) {
      throw new Refusal("already_reacted");
    }
    return {};
  },
};

const removeReaction: Method = {
  scopes: ["reactions:write"],
  run(call) {
    const message = reacted(call);
    if (!toggleReaction(call.world, call.world.state.app.botUserId, message, emoji(call), false)) {
      throw new Refusal("no_reaction");
    }
    return {};
  },
};

function emoji(call: Call): string {
  const name = call.args.required("name").replace(/^:|:$/g, "");
  if (!/^[a-z0-9_+'-]+(?:::skin-tone-[2-6])?$/.test(name)) throw new Refusal("invalid_name");
  return name;
}

function reacted({ args, world }: Call): Message {
  if (!args.has("channel") || !args.has("timestamp")) throw new Refusal("no_item_specified");
  const channel = visibleChannel(world, args.text("channel"));
  if (channel.archived) throw new Refusal("is_archived");
  const ts = args.required("timestamp");
  if (!/^\d+\.\d+$/.test(ts)) throw new Refusal("bad_timestamp");
  const message = world.state.messages.get(channel.id)?.get(ts);
  if (!message) throw new Refusal("message_not_found");
  return message;
}

export const reactionMethods: Methods = {
  "reactions.add": add,
  "reactions.remove": removeReaction,
};
