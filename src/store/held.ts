/**
 * The job `$1` while it runs, found by its id. The state is compared in a way that no partial index matches: they look
 * cheaper to a planner whose statistics are old, but hold a dead entry for every job that ran since the last vacuum.
 */
export function running(job: string): string {
  return `${job}.id = $1::uuid and ${job}.state || '' = 'running'`;
}

/** The same, and it still is this attempt's (`$2`). */
export function held(job: string): string {
  return `${running(job)} and ${job}.attempt = $2::int`;
}
