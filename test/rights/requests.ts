import type { Entry, Ledger } from "../../sandbox/kernel/ledger.ts";

/** What was asked of the services, with something in it: oldest first. */
export function requestsSince({ entries }: Ledger, since: number): Entry[] {
  const first = entries.findLastIndex((e) => e.seq <= since) + 1;
  return entries.slice(first).filter((e) => e.kind === "request" && e.request !== undefined);
}
