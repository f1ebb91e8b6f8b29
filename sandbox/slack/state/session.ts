/** An agent session of one thread. */
export interface Session {
  channel: string;
  threadTs: string;
  status: "active" | "processing" | "suspended" | "closed";
  title: string;
  initiator?: string;
}

/** "is thinking…" below a thread; gone two minutes after it was set, or with the app's next message there. */
export interface ThreadStatus {
  channel: string;
  threadTs: string;
  status: string;
  loading: string[];
  /** Milliseconds since the Unix epoch. */
  setAt: number;
}

export interface SuggestedPrompts {
  channel: string;
  threadTs?: string;
  title?: string;
  prompts: { title: string; message: string }[];
}
