/**
 * What the page is sent. Everything a person sees of one platform is a set of parts, each under a key:
 * `side`, `head`, `thread`, `commands`, `typing`, `modals`, and a row a message under `main/ID` or `reply/ID`.
 * The same parts for both platforms; what only one of them has is optional.
 */
export type Parts = Map<string, unknown>;

/** Who looks at what. Names work as well as ids, so that an address outlives a restart. */
export interface Look {
  as: string;
  channel: string;
  /** Discord: the thread's channel id. Slack: the root's `ts`. */
  thread: string;
  /** How many of the newest messages. */
  limit: number;
}

export interface PersonView {
  id: string;
  name: string;
  /** What is typed after `@`. */
  handle: string;
  /** `owner`, `admin`, `moderator`, `member`, `guest`, `app`. */
  role: string;
  bot: boolean;
}

export interface ChannelView {
  id: string;
  name: string;
  kind: "public" | "private" | "dm" | "voice";
  /** False for a public channel this person could join. */
  joined: boolean;
  /** The other one of a DM. */
  peer?: string;
  /** Id of the newest message, to tell what was read. */
  last?: string;
  threads: { id: string; name: string }[];
}

export interface Side {
  workspace: string;
  me: string;
  /** The bot user of the application under test. */
  app: string;
  people: PersonView[];
  roles: { id: string; name: string }[];
  channels: ChannelView[];
  /** Things of the app that stand in no message's menu. */
  shortcuts: { id: string; name: string }[];
  messageActions: { id: string; name: string }[];
}

export interface Head {
  id: string;
  name: string;
  kind: ChannelView["kind"];
  topic: string;
  members: number;
  /** Why this person can't write here; absent: they can. */
  closed?: string;
  /** Whether older messages stand before the first one sent. */
  more: boolean;
}

export interface ThreadHead {
  id: string;
  name: string;
  closed?: string;
  /** What the app says it is doing here, such as "is thinking…". */
  status?: string;
  /** Whether Slack's own Stop is on offer. */
  stoppable?: boolean;
}

export interface FileView {
  id: string;
  name: string;
  mime: string;
  sizeBytes: number;
  url: string;
  alt?: string;
  width?: number;
  height?: number;
}

export interface Row {
  id: string;
  /** Milliseconds since the Unix epoch. */
  at: number;
  author: string;
  /** Where a message is posted under another name. */
  authorName?: string;
  /** A line the platform writes itself. */
  notice?: string;
  text: string;
  edited: boolean;
  /** Only this person sees it. */
  ephemeral: boolean;
  /** "… is thinking". */
  thinking: boolean;
  /** It still grows. */
  streaming: boolean;
  mentionsMe: boolean;
  may: { edit: boolean; delete: boolean };
  files: FileView[];
  reactions: { name: string; count: number; mine: boolean; who: string[] }[];
  /** `null`: what it answered is gone. */
  replyTo?: { id: string; author: string; text: string } | null;
  thread?: { id: string; name: string; count: number; people: string[] };
  usedCommand?: { person: string; name: string };
  /** Discord. */
  embeds?: object[];
  components?: object[];
  /** Slack. `typed`: a person's own words, shown from `text` as the composer formats them. */
  blocks?: object[];
  attachments?: object[];
  typed?: boolean;
}
