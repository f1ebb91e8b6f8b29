/** What Slack sends to an app, whichever way. */
export interface Outgoing {
  kind: "event" | "command" | "interaction";
  /** As the ledger names it: `event app_mention`, `slash /model`, `interaction block_actions`. */
  name: string;
  payload: Record<string, unknown>;
  /** Whether the app may answer in its acknowledgement. */
  acceptsResponse: boolean;
}

export interface Attempt {
  /** 0 is the first. */
  number: number;
  /** Why the one before failed. */
  reason?: string;
}

export type Outcome =
  | { kind: "acked"; response: unknown }
  /** `noRetry`: the app asked with `x-slack-no-retry: 1` not to be sent it again. */
  | { kind: "failed"; reason: string; noRetry?: boolean };

/** One way to reach the app: a socket or a URL. */
export interface Transport {
  send(outgoing: Outgoing, attempt: Attempt): Promise<Outcome>;
}

/** Within this long an app has to acknowledge anything it is sent (docs.slack.dev/apis/events-api). */
export const ACK_MS = 3_000;
