import { checkMessageBlocks } from "../blocks/validate.ts";
import { change } from "../messages/change.ts";
import { markdownBlocks } from "../messages/markdown.ts";
import { storedText } from "../messages/markup.ts";
import { post } from "../messages/post.ts";
import { wireMessage } from "../messages/wire.ts";
import type { Block, Message } from "../state/message.ts";
import { key } from "../state/state.ts";
import type { Stream } from "../state/stream.ts";
import type { World } from "../world.ts";
import { readAuthorship } from "./authorship.ts";
import { visibleChannel } from "./channels.ts";
import { apply, readAddition } from "./chunks.ts";
import { readMetadata } from "./content.ts";
import type { Call, Method, Methods } from "./method.ts";
import { badArguments, Refusal } from "./refusal.ts";
import { SESSION_STATUSES, setSession } from "./session-status.ts";
import { messageAt } from "./standing.ts";
import { target } from "./target.ts";

/**
 * Slack ends a stream by itself about five minutes after it began, appended to or not. Secondary sources only:
 * node-slack-sdk#2702, python-slack-sdk#1859; one report measured 306 s.
 */
const STREAM_LIFE_MS = 306_000;
const DISPLAY_MODES = ["timeline", "plan", "dense"];

const startStream: Method = {
  scopes: ["chat:write"],
  run(call) {
    const { args, world } = call;
    const { state } = world;
    const channel = target(call, args.required("channel"));
    const threadTs = streamRoot(world, channel.id, args.required("thread_ts"));
    const mode = args.text("task_display_mode");
    if (mode !== undefined && !DISPLAY_MODES.includes(mode)) {
      throw badArguments("invalid value [json-pointer:/task_display_mode]");
    }
    const recipient = args.text("recipient_user_id");
    const team = args.text("recipient_team_id");
    if (channel.kind !== "im") {
      if (!recipient) throw new Refusal("missing_recipient_user_id");
      if (!team) throw new Refusal("missing_recipient_team_id");
    }
    if (team && team !== state.team.id) throw new Refusal("team_not_found");
    if (recipient && !state.users.has(recipient)) throw new Refusal("user_not_found");
    const addition = readAddition(call);
    const author = readAuthorship(call);
    const stream: Stream = {
      channel: channel.id,
      ts: "",
      threadTs,
      ...(recipient ? { recipient } : {}),
      state: "in_progress",
      startedAt: world.clock.now(),
      stoppedByUser: false,
      text: "",
      firstText: "",
      tasks: [],
      blocks: [],
    };
    apply(stream, addition);
    const message = post(world, {
      channel: channel.id,
      thread_ts: threadTs,
      ...rendered(world, stream),
      ...author,
      user: state.app.botUserId,
      bot_id: state.app.botId,
      app_id: state.app.id,
      streaming_state: "in_progress",
    });
    stream.ts = message.ts;
    state.streams.set(key(channel.id, message.ts), stream);
    world.clock.timer(STREAM_LIFE_MS, () => finish(world, message, stream, "errored"));
    return { channel: channel.id, ts: message.ts };
  },
};

const appendStream: Method = {
  scopes: ["chat:write"],
  run(call) {
    const { message, stream } = openStream(call);
    const addition = readAddition(call);
    if (addition.mode === undefined) throw new Refusal("markdown_text_or_chunks_required");
    sameMode(stream, addition.mode);
    apply(stream, addition);
    Object.assign(message, rendered(call.world, stream));
    return { channel: message.channel, ts: message.ts };
  },
};

const stopStream: Method = {
  scopes: ["chat:write"],
  run(call) {
    const { args, world } = call;
    const { message, stream } = openStream(call);
    const addition = readAddition(call);
    sameMode(stream, addition.mode);
    const blocks = args.list("blocks", "invalid_blocks_format") as Block[] | undefined;
    if (blocks) checkMessageBlocks(blocks);
    const metadata = readMetadata(call);
    const status = args.text("session_status") ?? "active";
    if (!SESSION_STATUSES.includes(status)) throw new Refusal("invalid_status");
    apply(stream, addition);
    stream.blocks.push(...(blocks ?? []));
    if (metadata) message.metadata = metadata;
    finish(world, message, stream, "completed");
    const session = world.state.sessions.get(key(stream.channel, stream.threadTs));
    if (session) setSession(session, status);
    return { channel: message.channel, ts: message.ts, message: wireMessage(world, message, true) };
  },
};

/** Ends a stream, once: the app hears of its last state as `message_changed`. */
export function finish(world: World, message: Message, stream: Stream, state: "completed" | "errored"): void {
  if (stream.state !== "in_progress") return;
  stream.state = state;
  // A task still open when a stream ends is shown as failed (vercel/chat#917).
  for (const task of stream.tasks) if (task.status === "in_progress") task.status = "error";
  change(world, message, { ...rendered(world, stream), streaming_state: state });
}

function openStream(call: Call): { message: Message; stream: Stream } {
  const { args, world } = call;
  const channel = visibleChannel(world, args.required("channel"));
  const message = messageAt(world, channel, args.required("ts"));
  if (message.app_id !== world.state.app.id) throw new Refusal("message_not_owned_by_app");
  if (channel.archived) throw new Refusal("is_archived");
  const stream = world.state.streams.get(key(channel.id, message.ts));
  if (stream?.stoppedByUser) throw new Refusal("stopped_by_user");
  if (stream?.state !== "in_progress") throw new Refusal("message_not_in_streaming_state");
  return { message, stream };
}

/** "If you started the stream with `markdown_text`, you must append with `markdown_text`" (docs.slack.dev). */
function sameMode(stream: Stream, mode: Stream["mode"]): void {
  if (mode !== undefined && stream.mode !== undefined && mode !== stream.mode) {
    throw new Refusal("streaming_mode_mismatch");
  }
}

function streamRoot(world: World, channel: string, ts: string): string {
  const root = world.state.messages.get(channel)?.get(ts);
  if (!root || (root.thread_ts && root.thread_ts !== root.ts)) throw new Refusal("invalid_thread_ts");
  return ts;
}

function rendered(world: World, stream: Stream): Pick<Message, "text" | "blocks"> {
  const tasks: Block[] = stream.tasks.map((task) => ({
    type: "task_card",
    block_id: `task-${task.id}`,
    task_id: task.id,
    title: task.title,
    status: task.status,
  }));
  const blocks = [...tasks, ...markdownBlocks(world, stream.text), ...stream.blocks];
  return { text: storedText(stream.text), ...(blocks.length > 0 ? { blocks } : {}) };
}

export const streamMethods: Methods = {
  "chat.startStream": startStream,
  "chat.appendStream": appendStream,
  "chat.stopStream": stopStream,
};
