import type { Slack } from "../../slack/slack.ts";
import { key } from "../../slack/state/state.ts";
import type { Typing } from "../typing.ts";
import type { Look, Parts } from "../view/look.ts";
import { findSlack } from "./find.ts";
import { slackRow } from "./row.ts";
import { slackHead, slackSide, slackThreadHead } from "./side.ts";

/** Everything one person sees of Slack, looking at one channel and perhaps a thread. */
export function slackParts(slack: Slack, look: Look, typing: Typing): Parts {
  const { me, channel, root } = findSlack(slack, look);
  const { state } = slack;
  const parts: Parts = new Map();
  parts.set("side", slackSide(slack, me));
  parts.set("commands", state.app.manifest.features?.slash_commands ?? []);
  const open = (state.modals.get(me) ?? []).flatMap((id) => state.views.get(id) ?? []);
  parts.set(
    "modals",
    open.map(({ private_metadata: _, ...view }) => view),
  );
  if (!channel) return parts;
  const seen = slack.visibleTo(me, channel.id);
  parts.set("head", slackHead(slack, me, channel, seen.length > look.limit));
  for (const one of seen.slice(-look.limit)) {
    parts.set(`main/${one.ts}`, slackRow(slack, me, channel.id, one));
  }
  parts.set("typing", typing.in(channel.id, me));
  parts.set(
    "prompts",
    state.prompts.findLast((one) => one.channel === channel.id && (one.threadTs ?? "") === look.thread),
  );
  parts.set("statuses", threadStatuses(slack, channel.id));
  if (!root) return parts;
  parts.set("thread", slackThreadHead(slack, me, channel, root.ts));
  for (const one of slack.visibleTo(me, channel.id, root.ts).slice(-look.limit)) {
    parts.set(`reply/${one.ts}`, slackRow(slack, me, channel.id, one));
  }
  parts.set("typing/thread", typing.in(key(channel.id, root.ts), me));
  return parts;
}

/** What the app says it is doing, by the thread it says it of. */
function threadStatuses({ state }: Slack, channelId: string): Record<string, string> {
  const here = [...state.statuses.values()].filter((one) => one.channel === channelId);
  return Object.fromEntries(here.map((one) => [one.threadTs, one.loading[0] ?? one.status]));
}
