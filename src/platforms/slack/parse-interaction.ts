import { cleanName } from "../../core/clean-name.ts";
import type { CommandSpec } from "../../core/command.ts";
import { parseTextCommand } from "../../core/command-text.ts";
import { jobId } from "../../core/ids.ts";
import {
  type ActionName,
  actionNames,
  type InboundAction,
  type InboundCommand,
  type Person,
  type ReplyHandle,
} from "../../core/inbound.ts";
import { chosenOn, menuOf } from "../../core/message-menu.ts";
import { provenAccess } from "./access.ts";
import { asFields, type Fields, objects, text } from "./fields.ts";
import { readForm } from "./form.ts";
import { ACTION_PREFIX, SHORTCUT_PREFIX, UMBRELLA } from "./interaction-names.ts";
import { type MessageContext, readFile } from "./parse-message.ts";
import { placeOf } from "./place.ts";
import { readTyped } from "./typed-command.ts";

export interface InteractionContext extends MessageContext {
  commands: readonly CommandSpec[];
  /** When it was received, in milliseconds since the epoch: Slack's interactions carry no time of their own. */
  receivedAt: number;
}

/** Slash commands, shortcuts and buttons. */
export function parseInteraction(
  body: Fields,
  context: InteractionContext,
): InboundCommand | InboundAction | undefined {
  if (typeof body.command === "string") return parseSlash(body, context);
  if (body.type === "block_actions") return parseButton(body, context);
  if (body.type === "view_submission") return parseForm(body, context);
  return body.type === "message_action" ? parseShortcut(body, context) : undefined;
}

/** `/model gpt`, `/parley model gpt`. What cannot be understood asks for help. */
function parseSlash(body: Fields, context: InteractionContext): InboundCommand | undefined {
  const [channel, user] = [text(body, "channel_id"), text(body, "user_id")];
  const slash = text(body, "command")?.replace(/^\//, "").toLowerCase();
  const reply = replyHandle(body, context.receivedAt);
  if (!channel || !user || !slash || !reply) return undefined;
  const before = slash === UMBRELLA ? "" : `${slash} `;
  const command = readTyped(text(body, "text") ?? "", before, "lenient", context);
  const place = placeOf(context.team, channel, {});
  return {
    kind: "command",
    place,
    person: personOf(user, text(body, "user_name"), context),
    ...(command ?? { name: "help", options: {} }),
    reply,
    at: context.receivedAt,
    ...provenAccess(place),
  };
}

/**
 * A shortcut in a message's menu: the command works in the thread that the message stands in or begins, and is given
 * the message if it takes one.
 */
function parseShortcut(body: Fields, context: InteractionContext): InboundCommand | undefined {
  const name = text(body, "callback_id");
  const message = asFields(body.message);
  const channel = text(asFields(body.channel), "id");
  const person = readPerson(body, context);
  const reply = replyHandle(body, context.receivedAt);
  if (!name?.startsWith(SHORTCUT_PREFIX) || !message || !channel || !person || !reply) return undefined;
  const called = name.slice(SHORTCUT_PREFIX.length);
  const taking = menuOf(context.commands).find((one) => one.name === called);
  const ts = text(message, "ts") ?? "";
  const files = objects(message.files).flatMap((file) => readFile(file) ?? []);
  const command = taking
    ? chosenOn(taking, ts, files)
    : parseTextCommand(called, context.commands, "lenient");
  if (!command) return undefined;
  const place = placeOf(context.team, channel, { thread_ts: text(message, "thread_ts") });
  const at = context.receivedAt;
  return { kind: "command", place, person, ...command, reply, at, ...provenAccess(place) };
}

/** A form that was filled in. Where it belongs it says itself, so that proves nothing about rights there. */
function parseForm(body: Fields, context: InteractionContext): InboundCommand | undefined {
  const filled = readForm(asFields(body.view), context.team);
  const person = readPerson(body, context);
  const reply = replyHandle(body, context.receivedAt);
  if (!filled || !person || !reply) return undefined;
  return { kind: "command", person, ...filled, reply, at: context.receivedAt };
}

/** A button of Parley's own. */
function parseButton(body: Fields, context: InteractionContext): InboundAction | undefined {
  const pressed = objects(body.actions)[0];
  const action = text(pressed, "action_id")?.slice(ACTION_PREFIX.length);
  const job = text(pressed, "value");
  const container = asFields(body.container);
  const message = text(container, "message_ts") ?? text(asFields(body.message), "ts");
  const channel = text(container, "channel_id") ?? text(asFields(body.channel), "id");
  const person = readPerson(body, context);
  const handle = replyHandle(body, context.receivedAt);
  if (!text(pressed, "action_id")?.startsWith(ACTION_PREFIX) || !isAction(action)) return undefined;
  if (!job || !message || !channel || !person || !handle) return undefined;
  const visibility = container?.is_ephemeral === true ? "asker" : "all";
  const reply: ReplyHandle = { ...handle, under: { message, visibility } };
  const thread = text(container, "thread_ts") ?? text(asFields(body.message), "thread_ts");
  const place = placeOf(context.team, channel, { ts: message, thread_ts: thread });
  return {
    kind: "action",
    place,
    person,
    action,
    job: jobId(job),
    message,
    reply,
    at: context.receivedAt,
    ...provenAccess(place),
  };
}

/** Who interacts, for the look-up of names before parsing. */
export function interactingUser(body: Fields): string | undefined {
  return text(body, "user_id") ?? text(asFields(body.user), "id");
}

function isAction(name: string | undefined): name is ActionName {
  return (actionNames as readonly (string | undefined)[]).includes(name);
}

/** A trigger id is Slack's own id of one interaction and is the same when the event is delivered again. */
function replyHandle(body: Fields, issuedAt: number): ReplyHandle | undefined {
  const id = text(body, "trigger_id");
  if (!id) return undefined;
  return { platform: "slack", id, token: text(body, "response_url") ?? "", issuedAt };
}

function readPerson(body: Fields, context: InteractionContext): Person | undefined {
  const user = asFields(body.user);
  const id = text(user, "id");
  return id ? personOf(id, text(user, "username") ?? text(user, "name"), context) : undefined;
}

function personOf(id: string, handle: string | undefined, { names }: InteractionContext): Person {
  return { id, name: names.get(id) ?? cleanName(handle ?? "") ?? id };
}
