import type { Message } from "../state/message.ts";
import { key } from "../state/state.ts";
import type { View } from "../state/view.ts";
import { finish } from "../web/streams.ts";
import { openIm } from "../web/target.ts";
import type { Asking, Outcome } from "./asking.ts";
import { actInView, suggest } from "./in-view.ts";
import { enter, exit } from "./membership.ts";
import { closeView, type Filled, submitView } from "./modals.ts";
import { act, globalShortcut, messageShortcut, type Pointed } from "./press.ts";
import { slash } from "./slash.ts";
import { type Said, talk } from "./talk.ts";
import { maySee } from "./visible.ts";
import { wireView } from "./wire-view.ts";

/** Everything one person can do in Slack's window, refused where the window would refuse it. */
export type Person = ReturnType<typeof createPerson>;

export function createPerson(asking: Asking, userId: string) {
  const { world } = asking;
  const { state } = world;
  if (!state.users.has(userId)) throw new Error(`there is no ${userId}`);
  const words = talk(world, userId);
  const channelOf = (id: string) => {
    const channel = state.channels.get(id);
    if (!channel) throw new Error(`there is no ${id}`);
    return channel;
  };

  return {
    ...words,
    /** Writes to the app directly. Under the agent view each such message is the root of a thread. */
    dm(said: Said | string): Message {
      return words.say(openIm(world, userId).id, said);
    },
    /** Opens the direct message with the app: `app_home_opened` with tab `messages`. */
    openDm(): string {
      const { id } = openIm(world, userId);
      world.emit({
        type: "app_home_opened",
        user: userId,
        channel: id,
        tab: "messages",
        ...(state.contexts.has(userId) ? { context: state.contexts.get(userId) } : {}),
        event_ts: world.mint.ts(id),
      });
      return id;
    },
    slash(channel: string, command: string, text = "", where: { thread_ts?: string } = {}): Promise<Outcome> {
      return slash(asking, userId, channel, command, text, where.thread_ts);
    },
    press: (message: Pointed, actionId: string) => act(asking, userId, message, actionId),
    select: (message: Pointed, actionId: string, value: unknown) =>
      act(asking, userId, message, actionId, value),
    messageShortcut: (message: Pointed, callbackId: string) =>
      messageShortcut(asking, userId, message, callbackId),
    globalShortcut: (callbackId: string) => globalShortcut(asking, userId, callbackId),
    submitView: (filled: Filled = {}) => submitView(asking, userId, filled),
    closeView: () => closeView(asking, userId),
    actInView: (actionId: string, value?: unknown) => actInView(asking, userId, actionId, value),
    suggest: (actionId: string, typed: string) => suggest(asking, userId, actionId, typed),
    /** The topmost open modal. */
    modal(): View | undefined {
      return state.views.get(state.modals.get(userId)?.at(-1) ?? "");
    },
    /** Opens the app's Home tab: `app_home_opened` with tab `home` and the published view. */
    openHome(): void {
      const { id } = openIm(world, userId);
      const view = state.views.get(state.homes.get(userId) ?? "");
      world.emit({
        type: "app_home_opened",
        user: userId,
        channel: id,
        tab: "home",
        ...(view ? { view: wireView(world, view) } : {}),
        event_ts: world.mint.ts(id),
      });
    },
    /** Looks at another place while the app's window is open beside it (agent view). */
    lookAt(channelId: string): void {
      const { id } = openIm(world, userId);
      const entity = { type: "slack#/types/channel_id", value: channelId, team_id: state.team.id };
      const context = { entities: [entity] };
      state.contexts.set(userId, context);
      world.emit({
        type: "app_context_changed",
        channel: id,
        user: userId,
        context,
        event_ts: world.mint.ts(id),
      });
    },
    /** Presses Slack's own Stop, there while the session is `processing`. Streams end at once; the status stays. */
    stopSession(channel: string, threadTs: string): void {
      const session = state.sessions.get(key(channel, threadTs));
      if (session?.status !== "processing") throw new Error("no Stop is shown: nothing is processing");
      const events = state.app.manifest.settings?.event_subscriptions?.bot_events;
      if (!events?.includes("agent_session_stopped")) throw new Error("no Stop is shown: not subscribed");
      const running = [...state.streams.values()].filter(
        (s) => s.channel === channel && s.threadTs === threadTs && s.state === "in_progress",
      );
      for (const stream of running) {
        stream.stoppedByUser = true;
        const message = state.messages.get(channel)?.get(stream.ts);
        if (message) finish(world, message, stream, "completed");
      }
      world.emit({
        type: "agent_session_stopped",
        channel,
        user: userId,
        thread_ts: threadTs,
        streaming_message_ts: running.map((s) => s.ts),
        event_ts: world.mint.ts(channel),
      });
    },
    join(channelId: string): void {
      const channel = channelOf(channelId);
      if (channel.kind !== "public" || !maySee(state, userId, channelId)) {
        throw new Error(`${userId} cannot join ${channelId}`);
      }
      enter(world, channel, userId);
    },
    leave: (channelId: string) => exit(world, channelOf(channelId), userId),
    invite(channelId: string, whom: string): void {
      const channel = channelOf(channelId);
      if (!channel.members.has(userId)) throw new Error(`${userId} is not in ${channelId}`);
      enter(world, channel, whom, userId);
    },
  };
}
