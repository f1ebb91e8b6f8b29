import type { Api } from "./api.ts";

/** Takes a thread out of the archive, if Parley may and it is not locked; what was refused before can be tried again. */
export async function reopenThread(api: Api, thread: string, signal: AbortSignal): Promise<boolean> {
  const call = { method: "PATCH", path: `/channels/${thread}`, body: { archived: false } } as const;
  return (await api.persist(call, signal)).kind === "ok";
}
