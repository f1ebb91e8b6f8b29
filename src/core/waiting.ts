import type { Clock } from "./clock.ts";
import type { BranchId, JobId } from "./ids.ts";
import type { Place } from "./inbound.ts";
import { type Log, logged } from "./log.ts";
import type { Platform } from "./platform.ts";
import type { Store } from "./store.ts";
import { words } from "./words.ts";

export interface WaitingDeps {
  store: Store;
  clock: Clock;
  log: Log;
  platform(place: Place): Platform;
}

/** Shows people whose message waits its turn how many are ahead of it. */
export interface Waiting {
  /** A message was queued. */
  queued(job: JobId, lane: BranchId): void;
  /** The lane moved on. */
  moved(lane: BranchId): void;
  /** Resolves when nothing of this job is being written any more. */
  quiet(job: JobId): Promise<void>;
}

/** Most waits are over before anyone needs to be told. */
const tellAfterMs = 700;

export function createWaiting(deps: WaitingDeps): Waiting {
  const told = new Map<JobId, { id: string; ahead: number }>();
  const writing = new Map<JobId, Promise<void>>();
  const signal = new AbortController().signal;

  function write(job: JobId, task: () => Promise<void>): void {
    const before = writing.get(job) ?? Promise.resolve();
    const done = before.then(task).catch((error: unknown) => {
      deps.log.warn({ job, ...logged(error) }, "a waiting person could not be told of the queue");
    });
    writing.set(job, done);
    void done.finally(() => {
      if (writing.get(job) === done) writing.delete(job);
    });
  }

  async function tell(job: JobId, lane: BranchId): Promise<void> {
    const entry = (await deps.store.jobs.queue(lane)).find((waiting) => waiting.job === job);
    if (!entry || !(await deps.store.jobs.announce(job))) return;
    const content = { text: words.queued(entry.ahead), repliesTo: entry.repliesTo };
    const key = { job, part: 0, mayStand: false };
    const sent = await deps.platform(entry.place).send(entry.place, content, key, signal);
    told.set(job, { id: sent.id, ahead: entry.ahead });
    await deps.store.jobs.stands(job, { part: 0, platformId: sent.id, place: entry.place });
  }

  async function update(lane: BranchId): Promise<void> {
    for (const entry of await deps.store.jobs.queue(lane)) {
      const shown = told.get(entry.job);
      if (!shown || shown.ahead === entry.ahead) continue;
      write(entry.job, async () => {
        const content = { text: words.queued(entry.ahead), repliesTo: entry.repliesTo };
        await deps.platform(entry.place).edit(entry.place, shown.id, content, signal);
        shown.ahead = entry.ahead;
      });
    }
  }

  return {
    queued(job, lane) {
      deps.clock.timer(tellAfterMs, () => write(job, () => tell(job, lane)));
    },
    moved(lane) {
      if (told.size === 0) return;
      update(lane).catch((error: unknown) => {
        deps.log.warn({ ...logged(error) }, "the queue could not be read");
      });
    },
    async quiet(job) {
      await writing.get(job);
      told.delete(job);
    },
  };
}
