import type { Clock } from "../../core/clock.ts";
import type { Log } from "../../core/log.ts";
import type { LiveText, Platform } from "../../core/platform.ts";
import type { SlackApi } from "./api.ts";
import { createDownload, type Download } from "./download.ts";
import { createEdits, type Edits } from "./edits.ts";
import { createFinder } from "./find-sent.ts";
import { slackHosts } from "./hosts.ts";
import type { Self } from "./identity.ts";
import { createLiveText } from "./live-text.ts";
import { createReceived } from "./received.ts";
import { createReplyHook } from "./reply-hook.ts";
import { createRespond, type Respond } from "./respond.ts";
import { createSender, type Sender } from "./send.ts";
import { createSessions, type Prompts, type Sessions } from "./sessions.ts";
import { createSettle } from "./settle.ts";
import { createStreams } from "./streams.ts";
import { createUploads } from "./upload.ts";

export interface Writing {
  sender: Sender;
  edits: Edits;
  sessions: Sessions;
  respond: Respond;
  received: Platform["received"];
  download: Download;
  liveText: LiveText;
}

/** Everything that says something in Slack, put together. */
export function createWriting(deps: {
  api: SlackApi;
  apiUrl: string;
  botToken: string;
  clock: Clock;
  log: Log;
  prompts?: Prompts;
  split(markdown: string): string[];
  self(): Self;
}): Writing {
  const hosts = slackHosts(deps.apiUrl);
  const tools = { ...deps, hosts, botId: () => deps.self().botId, teamId: () => deps.self().teamId };
  const streams = createStreams(tools);
  const uploads = createUploads(tools);
  const finder = createFinder(tools);
  const edits = createEdits({ ...tools, streams, uploads });
  const sender = createSender({ ...tools, finder, edits, uploads });
  const sessions = createSessions(tools);
  const hook = createReplyHook(tools);
  return {
    sender,
    edits,
    sessions,
    respond: createRespond({ ...tools, hook, sender, settle: createSettle({ ...tools, hook, edits }) }),
    received: createReceived({ ...tools, hook, sessions }),
    download: createDownload(tools),
    liveText: createLiveText({ ...tools, streams, edits, finder, sender, sessions }),
  };
}
