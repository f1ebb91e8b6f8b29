import type { Clock } from "./clock.ts";
import type { BranchId, JobId } from "./ids.ts";
import type { Place } from "./inbound.ts";
import { type Log, logged } from "./log.ts";
import type { Platform } from "./platform.ts";
import type { Store, Waiter } from "./store.ts";
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
  queued(lane: BranchId): void;
  /** Resolves when nothing of this job is being written any more. */
  quiet(job: JobId): Promise<void>;
}

/** Most waits are over before anyone needs to be told. */
const firstMs = 700;
/** One write at a time and lane: platforms allow about one a second, and answers come first. */
const nextMs = 2_000;
const uncut = new AbortController().signal;

export function createWaiting(deps: WaitingDeps): Waiting {
  /** An empty id: it could not be written, and is not tried again. */
  const told = new Map<JobId, { id: string; ahead: number }>();
  const writing = new Map<JobId, Promise<void>>();
  const watched = new Set<BranchId>();

  async function watch(lane: BranchId): Promise<void> {
    for (let wait = firstMs; ; wait = nextMs) {
      await deps.clock.sleep(wait);
      const queue = await deps.store.jobs.queue(lane);
      if (queue.length === 0) return;
      const news =
        queue.find((w) => !told.has(w.job)) ?? queue.find((w) => told.get(w.job)?.ahead !== w.ahead);
      if (!news) continue;
      const done = write(news);
      writing.set(news.job, done);
      await done;
      writing.delete(news.job);
    }
  }

  async function write(waiter: Waiter): Promise<void> {
    const { job, place, ahead, repliesTo } = waiter;
    const content = { text: words.queued(ahead), repliesTo };
    try {
      const shown = told.get(job);
      if (shown?.id) {
        shown.ahead = ahead;
        await deps.platform(place).edit(place, shown.id, content, uncut);
      } else if (!shown && (await deps.store.jobs.announce(job))) {
        const sent = await deps
          .platform(place)
          .send(place, content, { job, part: 0, mayStand: false }, uncut);
        told.set(job, { id: sent.id, ahead });
        await deps.store.jobs.stands(job, { part: 0, platformId: sent.id, place });
      }
    } catch (error) {
      // the message itself is safe in its queue; only the sign is missing
      told.set(job, { id: told.get(job)?.id ?? "", ahead });
      deps.log.warn({ job, ...logged(error) }, "a waiting person could not be told of the queue");
    }
  }

  return {
    queued(lane) {
      if (watched.has(lane)) return;
      watched.add(lane);
      watch(lane)
        .catch((error: unknown) => deps.log.warn(logged(error), "a queue could not be watched"))
        .finally(() => watched.delete(lane));
    },
    async quiet(job) {
      await writing.get(job);
      told.delete(job);
    },
  };
}
