import { ParleyError } from "../../core/errors.ts";
import type { Log } from "../../core/log.ts";
import { discordCode, isRefused } from "./answer.ts";
import type { Api } from "./api.ts";

/** Takes a thread out of the archive, if Parley may and it is not locked; what was refused before can be tried again. */
export async function reopenThread(api: Api, thread: string, signal: AbortSignal): Promise<boolean> {
  const call = { method: "PATCH", path: `/channels/${thread}`, body: { archived: false } } as const;
  return (await api.persist(call, signal)).kind === "ok";
}

/** Puts a thread into the archive. Of a thread that is not Parley's own this takes Manage Threads. */
export async function archiveThread(
  { api, log }: { api: Api; log: Log },
  thread: string,
  signal: AbortSignal,
): Promise<boolean> {
  const call = { method: "PATCH", path: `/channels/${thread}`, body: { archived: true } } as const;
  const answer = await api.persist(call, signal);
  // of a thread that is archived nothing can be changed
  if (answer.kind === "ok" || isRefused(answer, discordCode.archivedThread)) return true;
  if (signal.aborted) throw new ParleyError("cancelled", "archiving a thread was given up");
  const { code = 0 } = answer as { code?: number };
  log.info({ answer: answer.kind, code }, "the thread of a merged branch could not be archived");
  return false;
}
