/**
 * The least time of three runs, after one to warm up: what the work itself takes, whatever else the machine does.
 * Processor time, so that a machine under load does not count against it.
 */
export function leastMs(work: () => void): number {
  work();
  let least = Number.POSITIVE_INFINITY;
  for (let run = 0; run < 3; run++) {
    const before = process.cpuUsage();
    work();
    const { user, system } = process.cpuUsage(before);
    least = Math.min(least, (user + system) / 1_000);
  }
  return least;
}
