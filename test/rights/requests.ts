import type { Entry, Ledger } from "../../sandbox/kernel/ledger.ts";

/** What was asked of the services, with something in it: oldest first. */
export function requestsSince({ entries }: Ledger, since: number): Entry[] {
  const first = entries.findLastIndex((e) => e.seq <= since) + 1;
  return entries.slice(first).filter((e) => e.kind === "request" && e.request !== undefined);
}

/** The files that were fetched from a platform, by their paths. */
export function fetchedSince({ entries }: Ledger, since: number): string[] {
  const paths = entries.filter((e) => e.seq > since).map((e) => e.path ?? "");
  return paths.filter((path) => /\/(cdn|files-pri)\//.test(path));
}
