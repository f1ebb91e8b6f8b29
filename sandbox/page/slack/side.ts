import { maySee } from "../../slack/people/visible.ts";
import type { Slack } from "../../slack/slack.ts";
import type { Channel } from "../../slack/state/channel.ts";
import { key } from "../../slack/state/state.ts";
import type { Head, ThreadHead } from "../view/head.ts";
import type { ChannelView, Side } from "../view/side.ts";
import { peerOf } from "./find.ts";

export function slackSide({ state }: Slack, me: string): Side {
  const shortcuts = state.app.manifest.features?.shortcuts ?? [];
  const of = (type: "global" | "message") =>
    shortcuts.filter((one) => one.type === type).map((one) => ({ id: one.callback_id, name: one.name }));
  const nameOf = (channel: Channel) => {
    const peer = peerOf(channel, me);
    return peer ? (state.users.get(peer)?.realName ?? "") : channel.name;
  };
  const channels = [...state.channels.values()]
    .filter((one) => maySee(state, me, one.id) && !one.archived)
    .map((channel): ChannelView => {
      const peer = peerOf(channel, me);
      return {
        id: channel.id,
        name: nameOf(channel),
        kind: channel.kind === "public" ? "public" : channel.kind === "private" ? "private" : "dm",
        joined: channel.members.has(me),
        ...(peer ? { peer } : {}),
        ...newest(state.messages.get(channel.id)?.keys()),
        threads: [],
      };
    });
  const rank = (one: ChannelView) => (one.kind === "dm" ? 1 : 0);
  return {
    workspace: state.team.name,
    me,
    app: state.app.botUserId,
    people: [...state.users.values()]
      .filter((one) => !one.deleted)
      .map((one) => ({
        id: one.id,
        name: one.realName,
        handle: one.name,
        role: one.role === "bot" ? "app" : one.role,
        bot: one.role === "bot",
      })),
    roles: [],
    channels: channels.sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name)),
    shortcuts: of("global"),
    messageActions: of("message"),
  };
}

export function slackHead({ state }: Slack, me: string, channel: Channel, more: boolean): Head {
  const peer = peerOf(channel, me);
  const closed = channel.archived
    ? "This channel is archived."
    : channel.members.has(me)
      ? undefined
      : "You are looking at a channel you haven't joined.";
  return {
    id: channel.id,
    name: peer ? (state.users.get(peer)?.realName ?? "") : channel.name,
    kind: peer ? "dm" : channel.kind === "public" ? "public" : "private",
    topic: channel.topic,
    members: channel.members.size,
    ...(closed ? { closed } : {}),
    more,
  };
}

export function slackThreadHead({ state }: Slack, me: string, channel: Channel, rootTs: string): ThreadHead {
  const name = key(channel.id, rootTs);
  const status = state.statuses.get(name);
  const session = state.sessions.get(name);
  const events = state.app.manifest.settings?.event_subscriptions?.bot_events ?? [];
  return {
    id: rootTs,
    name: session?.title || (state.titles.get(name) ?? "Thread"),
    ...(channel.members.has(me) && !channel.archived ? {} : { closed: "You can't write in this thread." }),
    ...(status ? { status: status.loading[0] ?? status.status } : {}),
    stoppable: session?.status === "processing" && events.includes("agent_session_stopped"),
  };
}

function newest(ids: MapIterator<string> | undefined): { last?: string } {
  const last = ids?.toArray().at(-1);
  return last ? { last } : {};
}
