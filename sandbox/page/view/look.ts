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
