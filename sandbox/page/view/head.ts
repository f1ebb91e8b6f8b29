import type { ChannelView } from "./side.ts";

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
