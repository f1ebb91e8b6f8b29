import { branchId, chatId, jobId, messageId, type WorkspaceId } from "../core/ids.ts";
import type { Checkpoint, Job, JobInput } from "../core/job.ts";
import type { Row } from "./database.ts";

/** A row of `job` as a statement's `returning *, seq::float8 as seq_number` gives it. It waited unless it began as it came in. */
export function readJob(row: Row, { waited = true } = {}): Job {
  return {
    id: jobId(String(row.id)),
    workspace: row.workspace_id as WorkspaceId,
    chat: chatId(String(row.chat_id)),
    lane: branchId(String(row.lane)),
    seq: Number(row.seq_number),
    input: row.input as JobInput,
    message: row.message_id === null ? undefined : messageId(String(row.message_id)),
    attempt: Number(row.attempt),
    announced: Boolean(row.announced),
    checkpoint: (row.checkpoint as Checkpoint | null) ?? undefined,
    cancelRequested: row.cancel_requested_at !== null,
    waited,
  };
}
