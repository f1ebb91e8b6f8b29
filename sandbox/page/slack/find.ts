import { maySee } from "../../slack/people/visible.ts";
import type { Slack } from "../../slack/slack.ts";
import type { Channel } from "../../slack/state/channel.ts";
import type { Message } from "../../slack/state/message.ts";
import type { Look } from "../view/look.ts";

interface FoundSlack {
  me: string;
  channel: Channel | undefined;
  /** The thread's first message. */
  root: Message | undefined;
}

/** Ids for what an address names. What there is not, or may not be seen, is left out. */
export function findSlack({ state }: Slack, look: Look): FoundSlack {
  const people = [...state.users.values()];
  const owner = people.find((one) => one.role === "owner")?.id ?? "";
  const me = people.find((one) => one.id === look.as || one.name === look.as)?.id ?? owner;
  const seen = [...state.channels.values()].filter((one) => maySee(state, me, one.id));
  const byName = (one: Channel) => {
    const peer = peerOf(one, me);
    return peer ? `@${state.users.get(peer)?.name}` === look.channel : one.name === look.channel;
  };
  const channel =
    seen.find((one) => one.id === look.channel) ??
    seen.find(byName) ??
    seen.find((one) => one.general) ??
    seen.find((one) => one.members.has(me));
  const root = channel && state.messages.get(channel.id)?.get(look.thread);
  return { me, channel, root };
}

/** The other one of a direct message; in one with oneself, oneself. */
export function peerOf(channel: Channel, me: string): string | undefined {
  if (channel.kind !== "im") return undefined;
  return [...channel.members].find((one) => one !== me) ?? me;
}
