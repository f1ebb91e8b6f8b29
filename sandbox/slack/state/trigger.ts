/** Lets an app answer into a conversation: five uses within half an hour. */
export interface ResponseUrl {
  path: string;
  channel: string;
  user: string;
  thread_ts?: string;
  /** The message whose button was pressed, ephemeral or not. */
  message?: { ts: string; ephemeral: boolean };
  uses: number;
  /** Milliseconds since the Unix epoch. */
  issuedAt: number;
}

/** Three seconds to open a modal, once. */
export interface Trigger {
  id: string;
  user: string;
  issuedAt: number;
  used: boolean;
  /** The view it came from, when it came from one: what `views.push` stacks upon. */
  viewId?: string;
}
