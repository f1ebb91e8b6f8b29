import { isParleyError, ParleyError } from "../../core/errors.ts";
import type { Place } from "../../core/inbound.ts";
import { type Answer, discordCode, failure, isRefused } from "./answer.ts";
import type { Api } from "./api.ts";

interface OpenThreadDeps {
  api: Api;
  /** Parley's own user id. */
  me(): Promise<string>;
  /** Posts a message once for the key in hand and gives its id. */
  post(place: Place): Promise<string>;
  /** Deletes a message that was posted in vain. */
  remove(place: Place, id: string): Promise<void>;
  /** Discord's number for a channel's kind, if it is known. */
  typeOf(channel: string): number | undefined;
}

/** Threads stay open for a week without a message (discord docs: resources/channel). */
const archiveAfterMinutes = 10_080;
/** Voice and stage channels have a chat, and no threads in it (discord docs: topics/threads). */
const threadless: readonly (number | undefined)[] = [2, 13];
/** Forum and media channels hold posts alone, and a post is a thread already (same page). */
const ofPosts: readonly (number | undefined)[] = [15, 16];

/**
 * A thread that hangs on a message has that message's id, so one that an earlier attempt opened is known again.
 * Where another hangs on `on` already (160004), or `on` is not there, a message of Parley's own takes its part.
 */
export async function openThread(
  deps: OpenThreadDeps,
  place: Place,
  { title, on }: { title: string; on?: string },
  signal: AbortSignal,
): Promise<Place | undefined> {
  const { thread: _, ...channel } = place;
  const type = deps.typeOf(channel.channel);
  if (place.kind === "dm" || threadless.includes(type)) return undefined;
  if (ofPosts.includes(type))
    throw new ParleyError(
      "bad_input",
      "A post can't have a thread of its own on Discord, so there is no place for a branch here. Start another post in this channel and mention me there.",
    );
  if (on !== undefined && (await hang(deps, channel.channel, on, title, signal))) {
    const opened = { ...channel, thread: on };
    await deps.post(opened).catch(lacking("Send Messages in Threads"));
    return opened;
  }
  const root = await deps.post(channel).catch(lacking("Send Messages"));
  try {
    if (!(await hang(deps, channel.channel, root, title, signal)))
      throw new ParleyError("place_gone", "the message that a thread was to hang on is gone");
  } catch (error) {
    // words that announce a thread which can't be opened would mislead
    if (isParleyError(error, "bad_input")) await deps.remove(channel, root);
    throw error;
  }
  return { ...channel, thread: root };
}

/** @returns false where no thread of Parley's with this title can hang on the message. */
async function hang(
  { api, me }: OpenThreadDeps,
  channel: string,
  message: string,
  title: string,
  signal: AbortSignal,
): Promise<boolean> {
  const body = { name: title, auto_archive_duration: archiveAfterMinutes };
  const path = `/channels/${channel}/messages/${message}/threads` as const;
  const answer = await api.persist({ method: "POST", path, body }, signal);
  if (answer.kind === "ok") return true;
  if (isRefused(answer, discordCode.threadExists)) {
    const there = await api.persist({ method: "GET", path: `/channels/${message}` }, signal);
    return isOwn(there, await me(), title);
  }
  if (isRefused(answer, discordCode.unknownMessage)) return false;
  return lacking("Create Public Threads")(failure(answer, "open a thread"));
}

/** Where it was forbidden, tells people which right is missing, as Discord's own pages write it. */
function lacking(permission: string): (error: unknown) => never {
  return (error) => {
    if (!isParleyError(error, "place_forbidden")) throw error;
    throw new ParleyError(
      "bad_input",
      `I can't open a thread here: I lack the permission **${permission}**. Please ask an admin to give it to my role or in this channel's settings, and try again.`,
      { cause: error },
    );
  };
}

function isOwn(answer: Answer, me: string, title: string): boolean {
  if (answer.kind !== "ok" || typeof answer.body !== "object" || answer.body === null) return false;
  const { owner_id, name } = answer.body as { owner_id?: unknown; name?: unknown };
  return owner_id === me && name === title;
}
