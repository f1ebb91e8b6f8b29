import { givenImages } from "../../core/given-images.ts";
import type { Inbound, InboundCommand, InboundMessage } from "../../core/inbound.ts";
import { provenAccess } from "./access.ts";
import { asFields, type Fields, text } from "./fields.ts";
import { type Self, tenant } from "./identity.ts";
import { type InteractionContext, interactingUser, parseInteraction } from "./parse-interaction.ts";
import { isPersons, type MessageContext, parseMessageEvent } from "./parse-message.ts";
import { placeOf } from "./place.ts";
import { beginsWithMention, mentionedIn } from "./text-in.ts";
import { readTyped } from "./typed-command.ts";

export type ParseContext = Omit<InteractionContext, "team">;

/**
 * What Slack sent — an event, a slash command or an interaction, by HTTP or socket — as the core knows it.
 * @returns undefined for all that Parley does not use.
 */
export function parse(body: Fields, given: ParseContext): Inbound | undefined {
  const context: InteractionContext = { ...given, team: tenant(body, given.self) };
  if (body.type !== "event_callback") return parseInteraction(body, context);
  const event = asFields(body.event);
  return event && parseEvent(event, context);
}

/** A message as `conversations.history` and `.replies` give it, which leave out where it stands. */
export function parseStored(
  message: Fields,
  where: { channel: string; channelType: string },
  given: ParseContext,
): Inbound | undefined {
  const event: Fields = {
    ...message,
    type: "message",
    channel: where.channel,
    channel_type: where.channelType,
  };
  return parseEvent(event, { ...given, team: given.self.teamId });
}

/**
 * The people whose names the parser will want: authors, and those mentioned.
 * None where the event will come to nothing, so that other people's chatter costs no look-up.
 */
export function peopleIn(body: Fields, self: Self): string[] {
  const event = body.type === "event_callback" ? asFields(body.event) : undefined;
  if (!event) {
    const user = interactingUser(body);
    return user ? [user, ...mentionedIn(text(body, "text") ?? "")] : [];
  }
  if (event.type !== "message" && event.type !== "app_mention") return [];
  const message = event.subtype === "message_changed" ? asFields(event.message) : event;
  if (!isPersons(message, self)) return [];
  const mentioned = mentionedIn(text(message, "text") ?? "").filter((id) => id !== self.userId);
  return [text(message, "user") ?? "", ...mentioned];
}

function parseEvent(event: Fields, context: InteractionContext): Inbound | undefined {
  switch (event.type) {
    case "message":
    case "app_mention": {
      const parsed = parseMessageEvent(event, context);
      return parsed?.kind === "message" ? (asCommand(parsed, event, context) ?? parsed) : parsed;
    }
    case "app_home_opened":
      return event.tab === "messages"
        ? personal("opened", event, text(event, "channel"), context)
        : undefined;
    case "assistant_thread_started": {
      const started = asFields(event.assistant_thread);
      const opener: Fields = { user: started?.user_id, thread_ts: started?.thread_ts };
      return personal("opened", opener, text(started, "channel_id"), context);
    }
    case "agent_session_stopped":
      return personal("stop", event, text(event, "channel"), context);
    default:
      return undefined;
  }
}

function personal(
  kind: "opened" | "stop",
  event: Fields,
  channel: string | undefined,
  { team, names }: MessageContext,
): Inbound | undefined {
  const user = text(event, "user");
  if (!channel || !user) return undefined;
  const place = placeOf(team, channel, { thread_ts: text(event, "thread_ts") });
  return { kind, place, person: { id: user, name: names.get(user) ?? user } };
}

/**
 * Slash commands cannot be typed in Slack's threads, so `@Parley model …` is one anywhere, and in a DM the bare
 * words are. The handle has no token: what answers it is posted in the same place.
 */
function asCommand(
  message: InboundMessage,
  event: Fields,
  context: InteractionContext,
): InboundCommand | undefined {
  const isAddressed =
    message.address === "dm" || beginsWithMention(text(event, "text") ?? "", context.self.userId);
  if (!isAddressed) return undefined;
  const command = readTyped(text(event, "text") ?? "", "", "strict", context);
  const spec = command && context.commands.find((one) => one.name === command.name);
  if (!spec) return undefined;
  const given = givenImages(spec, message.files);
  // a file that no option takes is meant for the model, and so are its words
  if (message.files.length > Object.keys(given.files ?? {}).length) return undefined;
  if (spec.meantWithImage && !given.files) return undefined;
  return {
    kind: "command",
    place: message.place,
    person: message.author,
    ...command,
    ...given,
    reply: {
      platform: "slack",
      id: `${message.place.channel}:${message.id}`,
      token: "",
      issuedAt: message.at,
    },
    at: message.at,
    ...provenAccess(message.place),
  };
}
