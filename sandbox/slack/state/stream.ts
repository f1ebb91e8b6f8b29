import type { Block } from "./message.ts";

export interface StreamTask {
  id: string;
  title: string;
  status: "pending" | "in_progress" | "complete" | "error";
  details: string;
  output: string;
}

/** A native stream. `mode` is set by the first content and holds for good. */
export interface Stream {
  channel: string;
  ts: string;
  threadTs: string;
  recipient?: string;
  mode?: "text" | "chunks";
  state: "in_progress" | "completed" | "errored";
  /** Milliseconds since the Unix epoch. */
  startedAt: number;
  stoppedByUser: boolean;
  text: string;
  /** What stood there after the first content: all that others than the recipient see until it ends. */
  firstText: string;
  plan?: string;
  tasks: StreamTask[];
  blocks: Block[];
}
