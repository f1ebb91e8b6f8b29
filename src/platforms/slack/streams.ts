import type { Clock } from "../../core/clock.ts";
import { isParleyError } from "../../core/errors.ts";
import type { Person, Place } from "../../core/inbound.ts";
import type { SlackApi } from "./api.ts";
import { type Fields, text } from "./fields.ts";
import { readMarker } from "./marker.ts";

/** What a stream ends with; Slack puts blocks below what was streamed. */
interface StreamEnd {
  markdown_text?: string;
  blocks?: readonly unknown[];
  metadata?: Fields;
  session_status?: "active" | "processing";
}

export interface Streams {
  /** Whether Slack's limit leaves room for one more. */
  hasRoom(): boolean;
  /** @returns undefined where it may have been opened. */
  start(
    place: Place,
    team: string,
    person: Person,
    text: string,
    signal: AbortSignal,
  ): Promise<string | undefined>;
  append(place: Place, ts: string, text: string, signal: AbortSignal): Promise<void>;
  /** @returns false where Slack no longer takes it for a stream: its text is then to be edited instead. */
  stop(place: Place, ts: string, end: StreamEnd, signal: AbortSignal): Promise<boolean>;
}

/** `chat.startStream` is tier 2, 20 or more a minute for the whole workspace. */
const STARTS_PER_MINUTE = 18;

/** Slack's native streaming: chat.startStream, appendStream and stopStream. */
export function createStreams(deps: { api: SlackApi; clock: Clock }): Streams {
  const { api, clock } = deps;
  let starts: number[] = [];
  return {
    hasRoom() {
      starts = starts.filter((at) => clock.now() - at < 60_000);
      return starts.length < STARTS_PER_MINUTE;
    },
    async start(place, team, person, shown, signal) {
      starts.push(clock.now());
      const args = {
        channel: place.channel,
        thread_ts: place.thread,
        recipient_team_id: team,
        recipient_user_id: person.id,
        // Without text the stream would be of the other kind, to which no text can be added.
        markdown_text: shown,
      };
      try {
        return text(await api.call("chat.startStream", args, "once", signal, 0), "ts");
      } catch (error) {
        if (!isParleyError(error, "outcome_unknown")) throw error;
        return undefined;
      }
    },
    async append(place, ts, added, signal) {
      await api.call(
        "chat.appendStream",
        { channel: place.channel, ts, markdown_text: added },
        "once",
        signal,
        0,
      );
    },
    async stop(place, ts, end, signal) {
      try {
        await api.call("chat.stopStream", { channel: place.channel, ts, ...end }, "idempotent", signal);
        return true;
      } catch (error) {
        if (isParleyError(error, "cancelled") || isParleyError(error, "platform_unauthorised")) throw error;
        // Ended already: by Slack after five minutes, by a person, or by a first attempt whose answer was lost.
        return false;
      }
    },
  };
}

/**
 * A stream of Parley's own that carries no marker: `chat.startStream` takes no metadata. Each question in a DM has a
 * thread of its own and its answers come one after the other, so in that thread it is the one that was begun.
 */
export function isUnmarkedStream(message: Fields, place: Place, botId: string): boolean {
  return (
    place.kind === "dm" &&
    place.thread !== undefined &&
    message.bot_id === botId &&
    typeof message.streaming_state === "string" &&
    readMarker(message) === undefined
  );
}
