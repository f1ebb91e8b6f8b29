import type { InstalledApp, Token } from "./app.ts";
import type { Channel } from "./channel.ts";
import type { SlackFile, Upload } from "./file.ts";
import type { Ephemeral, Message } from "./message.ts";
import type { Session, SuggestedPrompts, ThreadStatus } from "./session.ts";
import type { Stream } from "./stream.ts";
import type { Team, User } from "./team.ts";
import type { ResponseUrl, Trigger } from "./trigger.ts";
import type { View } from "./view.ts";

/** Everything that stands in the sandbox's Slack, in plain objects for tests and the page to read. */
export interface SlackState {
  team: Team;
  app: InstalledApp;
  tokens: Map<string, Token>;
  users: Map<string, User>;
  channels: Map<string, Channel>;
  /** Channel id → `ts` → message, oldest first, replies included. */
  messages: Map<string, Map<string, Message>>;
  /** `channel/thread_ts` → the `ts` of its replies, oldest first. */
  threads: Map<string, string[]>;
  ephemerals: Ephemeral[];
  files: Map<string, SlackFile>;
  uploads: Map<string, Upload>;
  views: Map<string, View>;
  /** Person → published Home tab's view id. */
  homes: Map<string, string>;
  /** Person → ids of open modals, topmost last. */
  modals: Map<string, string[]>;
  /** `channel/ts` → stream. */
  streams: Map<string, Stream>;
  /** `channel/thread_ts` → session. */
  sessions: Map<string, Session>;
  statuses: Map<string, ThreadStatus>;
  prompts: SuggestedPrompts[];
  titles: Map<string, string>;
  /** Person → what they look at beside the app's window (agent view), as `app_context_changed` carries it. */
  contexts: Map<string, Record<string, unknown>>;
  responseUrls: Map<string, ResponseUrl>;
  triggers: Map<string, Trigger>;
}

/** Key of a message, thread, stream or session: `ts` is unique per channel only. */
export function key(channel: string, ts: string): string {
  return `${channel}/${ts}`;
}

export function emptyState(team: Team, app: InstalledApp): SlackState {
  return {
    team,
    app,
    tokens: new Map(),
    users: new Map(),
    channels: new Map(),
    messages: new Map(),
    threads: new Map(),
    ephemerals: [],
    files: new Map(),
    uploads: new Map(),
    views: new Map(),
    homes: new Map(),
    modals: new Map(),
    streams: new Map(),
    sessions: new Map(),
    statuses: new Map(),
    prompts: [],
    titles: new Map(),
    contexts: new Map(),
    responseUrls: new Map(),
    triggers: new Map(),
  };
}
