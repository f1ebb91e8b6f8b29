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
