import type { Seen } from "../../slack/people/visible.ts";
import type { Slack } from "../../slack/slack.ts";
import type { SlackFile } from "../../slack/state/file.ts";
import { key } from "../../slack/state/state.ts";
import type { FileView, Row } from "../view/row.ts";

/** One thing a person sees in a channel as its row on the page. */
export function slackRow(slack: Slack, me: string, channelId: string, seen: Seen): Row {
  const { state } = slack;
  const message = seen.ephemeral ? undefined : state.messages.get(channelId)?.get(seen.ts);
  const own = message?.user === me && !message.bot_id;
  const replies = state.threads.get(key(channelId, seen.ts)) ?? [];
  const notice = message?.subtype ? notices[message.subtype] : undefined;
  const stream = state.streams.get(key(channelId, seen.ts));
  const growing = stream?.state === "in_progress";
  const mine = [`<@${me}>`, `<@${me}|`, "<!here", "<!channel", "<!everyone"];
  return {
    id: seen.ts,
    at: Math.round(Number(seen.ts) * 1_000),
    author: seen.user ?? message?.user ?? "",
    ...(message?.username ? { authorName: message.username } : {}),
    ...(notice ? { notice } : {}),
    text: seen.text,
    edited: seen.edited,
    ephemeral: seen.ephemeral,
    thinking: false,
    streaming: growing,
    mentionsMe: message?.user !== me && mine.some((mention) => seen.text.includes(mention)),
    may: { edit: own && !notice, delete: own },
    files: (seen.files ?? []).flatMap((id) => fileView(state.files.get(id), me)),
    reactions: (message?.reactions ?? []).map(({ name, users }) => ({
      name,
      count: users.length,
      mine: users.includes(me),
      who: users,
    })),
    ...(replies.length > 0
      ? {
          thread: {
            id: seen.ts,
            name: "",
            count: replies.length,
            people: [
              ...new Set(replies.map((ts) => state.messages.get(channelId)?.get(ts)?.user ?? "")),
            ].slice(0, 4),
          },
        }
      : {}),
    ...(seen.blocks ? { blocks: seen.blocks } : {}),
    ...(seen.attachments ? { attachments: seen.attachments } : {}),
    ...(message && !message.bot_id ? { typed: true } : {}),
  };
}

function fileView(file: SlackFile | undefined, me: string): FileView[] {
  if (!file || file.deleted) return [];
  return [
    {
      id: file.id,
      name: file.title || file.name,
      mime: file.mimetype,
      sizeBytes: file.size,
      url: file.mode === "external" ? (file.externalUrl ?? "") : `/api/files/slack/${file.id}?as=${me}`,
      ...(file.altText ? { alt: file.altText } : {}),
    },
  ];
}

const notices: Record<string, string> = {
  channel_join: "joined the channel.",
  group_join: "joined the channel.",
  channel_leave: "left the channel.",
  group_leave: "left the channel.",
  channel_topic: "set the channel's topic.",
  channel_purpose: "set the channel's description.",
  channel_name: "renamed the channel.",
  channel_archive: "archived the channel.",
  tombstone: "This message was deleted.",
};
