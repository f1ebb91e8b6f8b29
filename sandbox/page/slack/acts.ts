import { z } from "zod";
import type { PersonFile } from "../../slack/people/files.ts";
import type { Slack } from "../../slack/slack.ts";
import { key } from "../../slack/state/state.ts";
import type { Typing } from "../typing.ts";

const channel = z.string();
const message = z.object({ channel, ts: z.string() });

/** What the page may ask to be done as a person on Slack. */
export const slackAct = z.discriminatedUnion("kind", [
  z.object({
    kind: z.literal("say"),
    channel,
    text: z.string(),
    thread: z.string().optional(),
  }),
  z.object({ kind: z.literal("edit"), message, text: z.string() }),
  z.object({ kind: z.literal("delete"), message }),
  z.object({ kind: z.literal("react"), message, emoji: z.string(), on: z.boolean() }),
  z.object({ kind: z.literal("typing"), channel, thread: z.string().optional() }),
  z.object({ kind: z.literal("dm"), with: z.string() }),
  z.object({ kind: z.literal("join"), channel }),
  z.object({
    kind: z.literal("slash"),
    channel,
    command: z.string(),
    text: z.string(),
    thread: z.string().optional(),
  }),
  z.object({ kind: z.literal("message-action"), message, action: z.string() }),
  z.object({ kind: z.literal("shortcut"), action: z.string() }),
  z.object({ kind: z.literal("press"), message, id: z.string() }),
  z.object({ kind: z.literal("select"), message, id: z.string(), value: z.unknown() }),
  z.object({ kind: z.literal("submit-view"), values: z.record(z.string(), z.unknown()) }),
  z.object({ kind: z.literal("close-view") }),
  z.object({ kind: z.literal("act-in-view"), id: z.string(), value: z.unknown() }),
  z.object({ kind: z.literal("stop"), channel, thread: z.string() }),
]);

type SlackAct = z.infer<typeof slackAct>;

export interface SlackActDeps {
  slack: Slack;
  typing: Typing;
}

/**
 * Does it. Gives what the person's client would then know by itself.
 * @throws Error or Refusal with what the platform says against it.
 */
export async function actOnSlack(
  { slack, typing }: SlackActDeps,
  userId: string,
  act: SlackAct,
  files: readonly PersonFile[],
): Promise<object> {
  const person = slack.as(userId);
  switch (act.kind) {
    case "say": {
      typing.end(act.thread ? key(act.channel, act.thread) : act.channel, userId);
      const said = person.say(act.channel, {
        text: act.text,
        ...(act.thread ? { thread_ts: act.thread } : {}),
        ...(files.length > 0 ? { files } : {}),
      });
      return { id: said.ts };
    }
    case "edit":
      person.edit(act.message, act.text);
      return {};
    case "delete":
      person.remove(act.message);
      return {};
    case "react":
      if (act.on) person.react(act.message, act.emoji);
      else person.unreact(act.message, act.emoji);
      return {};
    case "typing":
      typing.note(act.thread ? key(act.channel, act.thread) : act.channel, userId);
      return {};
    case "dm":
      return { id: directWith(slack, userId, act.with) };
    case "join":
      person.join(act.channel);
      return {};
    case "slash":
      return person.slash(act.channel, act.command, act.text, act.thread ? { thread_ts: act.thread } : {});
    case "message-action":
      return person.messageShortcut(act.message, act.action);
    case "shortcut":
      return person.globalShortcut(act.action);
    case "press":
      return person.press(act.message, act.id);
    case "select":
      return person.select(act.message, act.id, act.value);
    case "submit-view":
      return person.submitView(act.values);
    case "close-view":
      return person.closeView();
    case "act-in-view":
      return person.actInView(act.id, act.value);
    case "stop":
      person.stopSession(act.channel, act.thread);
      return {};
  }
}

/** The direct message with someone: the app's is opened as Slack opens it, telling the app. */
function directWith(slack: Slack, userId: string, other: string): string {
  const { state } = slack;
  if (other === state.app.botUserId) return slack.as(userId).openDm();
  const found = [...state.channels.values()].find(
    (one) => one.kind === "im" && one.members.has(userId) && one.members.has(other) && one.members.size === 2,
  );
  if (!found) throw new Error("These two have no direct messages in this sandbox.");
  return found.id;
}
