import { randomUUID } from "node:crypto";
import type { Clock } from "./clock.ts";
import { isParleyError } from "./errors.ts";
import type { JobId } from "./ids.ts";
import type { Job } from "./job.ts";
import { type Log, logged } from "./log.ts";
import type { Claim, JobEnd, Store } from "./store.ts";

/** Why a job is being stopped, as the reason of its signal. */
export type StopReason = { kind: "cancelled" } | { kind: "draining" } | { kind: "lost" };

export function stopReason(signal: AbortSignal): StopReason | undefined {
  return signal.aborted ? (signal.reason as StopReason) : undefined;
}

export interface LanesDeps {
  store: Store;
  clock: Clock;
  log: Log;
  /** Jobs this process works on at once. */
  slots: number;
  leaseMs: number;
  /** How often to look for work that nobody has. */
  sweepMs: number;
  /** Does the work. `undefined`: given back, another process or a later start goes on. Throws: tried again. */
  run(job: Job, signal: AbortSignal): Promise<JobEnd | undefined>;
}

/** Runs the jobs this process holds a lease on, one per lane, and takes over what others left behind. */
export interface Lanes {
  claim(): Claim;
  run(job: Job): void;
  /** Stops these jobs if they run here; others learn of it from the store. */
  cancel(jobs: readonly JobId[]): void;
  /** How many run here now. */
  readonly size: number;
  start(): void;
  /** Looks for work that nobody has, now; what fails is tried again at the next sweep. */
  sweepSoon(): Promise<void>;
  /** Lets running jobs end within `graceMs`, then has them give their work back. */
  stop(graceMs: number): Promise<void>;
}

const sweepFailed = "looking for work failed";
const backoffMs = [500, 2_000, 5_000];

export function createLanes(deps: LanesDeps): Lanes {
  const { store, clock, log } = deps;
  const owner = randomUUID();
  const running = new Map<JobId, { controller: AbortController; done: Promise<void> }>();
  const ending = new AbortController();
  let draining = false;

  function run(job: Job): void {
    const controller = new AbortController();
    const done = work(job, controller.signal).finally(() => {
      if (running.get(job.id)?.controller === controller) running.delete(job.id);
    });
    running.set(job.id, { controller, done });
  }

  async function work(job: Job, signal: AbortSignal): Promise<void> {
    try {
      const end = await deps.run(job, signal);
      if (!end) return await store.jobs.release(job, 0);
      await conclude(job, end, signal);
    } catch (error) {
      log.error(
        { job: job.id, attempt: job.attempt, ...logged(error) },
        "a job failed and will be tried again",
      );
      const asked = isParleyError(error) ? (error.retryAfterMs ?? 0) : 0;
      const delay = Math.max(asked, backoffMs[Math.min(job.attempt, backoffMs.length) - 1] ?? 0);
      await store.jobs.release(job, delay).catch((failure: unknown) => {
        log.warn(
          { job: job.id, ...logged(failure) },
          "a job's lease could not be given back and has to run out",
        );
      });
    }
  }

  /** What people see already stands, so a store that fails is asked again until the lease is lost. */
  async function conclude(job: Job, end: JobEnd, signal: AbortSignal): Promise<void> {
    for (let delay = 100; ; delay = Math.min(delay * 2, 5_000)) {
      try {
        const { owned, next } = await store.jobs.finish(job, end, claim());
        if (!owned) log.warn({ job: job.id }, "a job was finished by another process meanwhile");
        if (next) run(next);
        return;
      } catch (error) {
        if (stopReason(signal)?.kind === "lost" || ending.signal.aborted) throw error;
        log.warn({ job: job.id, ...logged(error) }, "a finished job could not be stored yet");
        await clock.sleep(delay, ending.signal);
      }
    }
  }

  function claim(): Claim {
    return { owner, leaseMs: deps.leaseMs, mayRun: !draining && running.size < deps.slots };
  }

  async function beat(): Promise<void> {
    if (running.size === 0) return;
    const before = [...running.keys()];
    const mine = new Set(await store.jobs.beat(owner, deps.leaseMs));
    for (const job of before) {
      const entry = running.get(job);
      if (entry && !mine.has(job)) await stillMine(job, entry.controller);
    }
  }

  /** A job that ended during the beat is no longer ours either, but then it is gone from `running` too. */
  async function stillMine(job: JobId, controller: AbortController): Promise<void> {
    await clock.sleep(0, ending.signal).catch(() => {});
    if (running.get(job)?.controller === controller) controller.abort({ kind: "lost" } satisfies StopReason);
  }

  async function sweep(): Promise<void> {
    if (running.size > 0) cancel(await store.jobs.cancelled(owner));
    const room = deps.slots - running.size;
    if (draining || room <= 0) return;
    for (const job of await store.jobs.takeOver(owner, deps.leaseMs, room, [...running.keys()])) run(job);
  }

  function cancel(jobs: readonly JobId[]): void {
    for (const job of jobs) running.get(job)?.controller.abort({ kind: "cancelled" } satisfies StopReason);
  }

  /** A failure that lasts is said once, not every second. */
  function every(ms: number, task: () => Promise<void>, message: string, failing = false): void {
    clock.timer(ms, async () => {
      if (ending.signal.aborted) return;
      const failed = await task().then(
        () => false,
        (error: unknown) => {
          if (!failing) log.warn(logged(error), message);
          return true;
        },
      );
      if (failing && !failed) log.info({}, `over: ${message}`);
      every(ms, task, message, failed);
    });
  }

  return {
    claim,
    run,
    cancel,
    sweepSoon: () => sweep().catch((error: unknown) => log.warn(logged(error), sweepFailed)),
    get size() {
      return running.size;
    },
    start() {
      every(deps.sweepMs, sweep, sweepFailed);
      every(Math.ceil(deps.leaseMs / 3), beat, "renewing leases failed");
    },
    async stop(graceMs) {
      draining = true;
      const idle = async () => {
        while (running.size > 0) await Promise.all([...running.values()].map((r) => r.done));
      };
      const idleWithin = async (ms: number) => {
        const out = new AbortController();
        await Promise.race([idle(), clock.sleep(ms, out.signal).catch(() => {})]);
        out.abort();
      };
      await idleWithin(graceMs);
      for (const { controller } of running.values())
        controller.abort({ kind: "draining" } satisfies StopReason);
      await idleWithin(5_000);
      ending.abort();
    },
  };
}
