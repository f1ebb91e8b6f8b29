import { issueResponseUrl } from "../delivery/response-url.ts";
import { wireMessage } from "../messages/wire.ts";
import type { Ephemeral, Message } from "../state/message.ts";
import type { World } from "../world.ts";
import { type Asking, interact, type Outcome } from "./asking.ts";
import { chosen, interactiveElements } from "./elements.ts";
import { interactionBase, namedChannel } from "./payloads.ts";
import { issueTrigger } from "./trigger.ts";
import { maySee } from "./visible.ts";

/** A message as a person points at it: by its place and time, ephemeral ones included. */
export interface Pointed {
  channel: string;
  ts: string;
}

/** Presses a button of a message, or chooses in one of its menus. */
export async function act(
  asking: Asking,
  userId: string,
  pointed: Pointed,
  actionId: string,
  value?: unknown,
): Promise<Outcome> {
  const { world } = asking;
  const { message, ephemeral } = find(world, userId, pointed);
  const blocks = (message ?? ephemeral)?.blocks ?? [];
  const hit = interactiveElements(blocks).find(({ element }) => element.action_id === actionId);
  if (!hit) throw new Error(`message ${pointed.ts} has no element ${actionId}`);
  const place = {
    channel: pointed.channel,
    user: userId,
    message: { ts: pointed.ts, ephemeral: ephemeral !== undefined },
    ...threadOf(message ?? ephemeral),
  };
  const action = {
    action_id: actionId,
    block_id: hit.block.block_id,
    ...chosen(hit.element, value),
    action_ts: world.mint.ts("actions"),
  };
  return interact(asking, {
    ...interactionBase(world, "block_actions", userId),
    container: {
      type: "message",
      message_ts: pointed.ts,
      channel_id: pointed.channel,
      is_ephemeral: ephemeral !== undefined,
      ...threadOf(message ?? ephemeral),
    },
    trigger_id: issueTrigger(world, userId),
    channel: namedChannel(world.state, pointed.channel),
    // An ephemeral message is not sent along: nothing stores it.
    ...(message ? { message: wireMessage(world, message) } : {}),
    state: { values: {} },
    response_url: issueResponseUrl(world, "actions", place),
    actions: [action],
  });
}

/** Picks a message shortcut from a message's menu. */
export async function messageShortcut(
  asking: Asking,
  userId: string,
  pointed: Pointed,
  callbackId: string,
): Promise<Outcome> {
  const { world } = asking;
  const { message } = find(world, userId, pointed);
  if (!message) throw new Error("an ephemeral message has no shortcuts");
  declared(world, "message", callbackId);
  return interact(asking, {
    ...interactionBase(world, "message_action", userId),
    action_ts: world.mint.ts("actions"),
    channel: namedChannel(world.state, pointed.channel),
    callback_id: callbackId,
    trigger_id: issueTrigger(world, userId),
    response_url: issueResponseUrl(world, "app", { channel: pointed.channel, user: userId }),
    message_ts: message.ts,
    message: wireMessage(world, message),
  });
}

/** Picks a global shortcut: it knows no channel and may not answer into one. */
export async function globalShortcut(asking: Asking, userId: string, callbackId: string): Promise<Outcome> {
  const { world } = asking;
  declared(world, "global", callbackId);
  return interact(asking, {
    ...interactionBase(world, "shortcut", userId),
    action_ts: world.mint.ts("actions"),
    callback_id: callbackId,
    trigger_id: issueTrigger(world, userId),
  });
}

function find(world: World, userId: string, { channel, ts }: Pointed) {
  const { state } = world;
  if (!maySee(state, userId, channel)) throw new Error(`${userId} sees no ${channel}`);
  const message = state.messages.get(channel)?.get(ts);
  if (message) return { message };
  const ephemeral = state.ephemerals.find(
    (e) => e.user === userId && e.channel === channel && e.message_ts === ts,
  );
  if (!ephemeral) throw new Error(`${userId} sees no message ${ts}`);
  return { ephemeral };
}

function threadOf(message: Message | Ephemeral | undefined): { thread_ts?: string } {
  return message?.thread_ts ? { thread_ts: message.thread_ts } : {};
}

function declared(world: World, type: "global" | "message", callbackId: string): void {
  const shortcuts = world.state.app.manifest.features?.shortcuts ?? [];
  if (shortcuts.some((s) => s.type === type && s.callback_id === callbackId)) return;
  throw new Error(`the app has no ${type} shortcut ${callbackId}`);
}
