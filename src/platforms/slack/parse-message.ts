import { cleanName } from "../../core/clean-name.ts";
import type { Address, FileRef, Inbound, InboundMessage } from "../../core/inbound.ts";
import { asFields, type Fields, objects, text } from "./fields.ts";
import type { Self } from "./identity.ts";
import { placeOf, tsToMs } from "./place.ts";
import { type Names, readText } from "./text-in.ts";

export interface MessageContext {
  /** The tenant's team id. */
  team: string;
  self: Self;
  names: Names;
}

/** Subtypes that are still a person's own message. All others are the platform's or a bot's. */
const OWN_WORDS: ReadonlySet<string | undefined> = new Set([
  undefined,
  "file_share",
  "thread_broadcast",
  "me_message",
]);

/**
 * `message` and `app_mention` events. One mention in a channel arrives as both, under two event ids: they give the
 * same `InboundMessage`, and channel and `ts` identify it.
 * @returns undefined for bots, Parley's own messages and the platform's notices.
 */
export function parseMessageEvent(event: Fields, context: MessageContext): Inbound | undefined {
  const channel = text(event, "channel");
  if (!channel) return undefined;
  switch (event.subtype) {
    case "message_changed":
      return parseChanged(event, channel, context);
    case "message_deleted":
      return parseDeleted(event, channel, context);
    default:
      return parsePosted(event, channel, context);
  }
}

/** Whether a person wrote it, in words of their own. Bots would talk to each other without end. */
export function isPersons(message: Fields | undefined, self: Self): message is Fields {
  if (!message || !OWN_WORDS.has(text(message, "subtype"))) return false;
  const user = text(message, "user");
  return (
    user !== undefined &&
    user !== "USLACKBOT" &&
    user !== self.userId &&
    !message.bot_id &&
    !message.bot_profile
  );
}

function parsePosted(
  event: Fields,
  channel: string,
  { team, self, names }: MessageContext,
): InboundMessage | undefined {
  const ts = text(event, "ts");
  const user = text(event, "user");
  if (!ts || !user || !isPersons(event, self)) return undefined;
  const raw = text(event, "text") ?? "";
  const place = placeOf(
    team,
    channel,
    { ts, thread_ts: text(event, "thread_ts") },
    text(event, "channel_type"),
  );
  return {
    kind: "message",
    place,
    id: ts,
    author: { id: user, name: names.get(user) ?? user },
    text: readText(raw, self.userId, names),
    address: addressOf(event, raw, place.kind === "dm", self),
    files: objects(event.files).flatMap((file) => readFile(file) ?? []),
    at: tsToMs(ts),
  };
}

function addressOf(event: Fields, raw: string, isDm: boolean, self: Self): Address {
  if (isDm) return "dm";
  if (event.type === "app_mention" || raw.includes(`<@${self.userId}>`) || raw.includes(`<@${self.userId}|`))
    return "mention";
  return text(event, "parent_user_id") === self.userId ? "reply" : "none";
}

/**
 * `message_changed` is sent for unfurls, thread replies and language detection too; a person's edit is told by
 * `edited` (docs.slack.dev/reference/events/message/message_changed). A deleted root that has replies stays as a
 * `tombstone`.
 */
function parseChanged(event: Fields, channel: string, context: MessageContext): Inbound | undefined {
  const message = asFields(event.message);
  const before = asFields(event.previous_message);
  const ts = text(message, "ts");
  if (!message || !ts) return undefined;
  const type = text(event, "channel_type");
  if (message.subtype === "tombstone") {
    if (!isPersons(before, context.self)) return undefined;
    return { kind: "deleted", place: placeOf(context.team, channel, { ts }, type), id: ts };
  }
  const editedTs = text(asFields(message.edited), "ts");
  if (!editedTs || !isPersons(message, context.self)) return undefined;
  // `edited` tells whole seconds, in which someone may edit twice.
  const isSame = editedTs === text(asFields(before?.edited), "ts") && message.text === before?.text;
  if (isSame) return undefined;
  const raw = text(message, "text") ?? "";
  const place = placeOf(context.team, channel, { ts, thread_ts: text(message, "thread_ts") }, type);
  return {
    kind: "edited",
    place,
    id: ts,
    text: readText(raw, context.self.userId, context.names),
    address: addressOf(message, raw, place.kind === "dm", context.self),
    at: tsToMs(text(event, "event_ts") ?? editedTs),
  };
}

function parseDeleted(event: Fields, channel: string, context: MessageContext): Inbound | undefined {
  const ts = text(event, "deleted_ts");
  const before = asFields(event.previous_message);
  // The message itself is not always told; that it is gone is worth knowing even so.
  // an answer of Parley's own that someone deletes is forgotten as well
  const isOwn = before !== undefined && text(before, "user") === context.self.userId;
  if (!ts || (before && !isOwn && !isPersons(before, context.self))) return undefined;
  const thread = text(before, "thread_ts");
  return {
    kind: "deleted",
    place: placeOf(context.team, channel, { ts, thread_ts: thread }, text(event, "channel_type")),
    id: ts,
  };
}

/** A file as an event tells it. Its address is not trusted: `download` decides where the token may go. */
export function readFile(file: Fields): FileRef | undefined {
  const id = text(file, "id");
  if (!id || file.mode === "tombstone" || file.mode === "hidden_by_limit") return undefined;
  const size = Number(file.size ?? 0);
  return {
    id,
    name: cleanName(text(file, "name") ?? text(file, "title") ?? "") ?? id,
    mime: text(file, "mimetype") ?? "application/octet-stream",
    sizeBytes: Number.isFinite(size) && size > 0 ? Math.floor(size) : 0,
    // Absent in Slack Connect channels (`file_access: "check_file_info"`): `download` then asks `files.info`.
    url: text(file, "url_private_download") ?? text(file, "url_private") ?? "",
  };
}
