import type { Clock } from "../../core/clock.ts";
import type { Log } from "../../core/log.ts";
import type { LiveText } from "../../core/platform.ts";
import type { Edits } from "./edits.ts";
import type { Finder } from "./find-sent.ts";
import { createLiveStream } from "./live-stream.ts";
import type { Sender } from "./send.ts";
import type { Sessions } from "./sessions.ts";
import type { Streams } from "./streams.ts";

export interface LiveDeps {
  clock: Clock;
  log: Log;
  streams: Streams;
  edits: Edits;
  finder: Finder;
  sender: Sender;
  sessions: Sessions;
  botId(): string;
  teamId(): string;
  split(markdown: string): string[];
}

/**
 * Native streaming, in the threads of direct messages only.
 * - In a channel a stream has one recipient, and everyone else sees its first words and then nothing until it ends
 *   (@slack/web-api `ChatStartStreamArguments`; agentconnect-md/agentconnect#1494). A team-mate's answer is for all
 *   who are there, so it is posted and edited.
 * - While it streams a message can carry no buttons: blocks come at the end. In a DM the agent session shows Slack's
 *   own Stop (docs.slack.dev/ai/agent-sessions), which arrives as `agent_session_stopped`. Where that is not to be
 *   had, the answer is posted and edited with a Stop button too.
 */
export function createLiveText(deps: LiveDeps): LiveText {
  return {
    available: (place) =>
      place.kind === "dm" &&
      place.thread !== undefined &&
      deps.sessions.hasNativeStop &&
      deps.streams.hasRoom(),
    async open(place, person, text, key, signal) {
      const stream = createLiveStream(deps, { place, person, job: key.job });
      await stream.open(text, key.mayStand, signal);
      return stream;
    },
  };
}
