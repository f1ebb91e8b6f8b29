import type { Job } from "../core/job.ts";
import type { Row } from "./database.ts";

/** Paths that were read together with the arrival of the job they are for, until they are asked for. */
export interface ReadAlong {
  keep(job: Job, limit: number, rows: Promise<Row[]>): void;
  /** Once: what is asked for again may have changed. */
  take(job: Job, limit: number): Promise<Row[]> | undefined;
}

export function createReadAlong(): ReadAlong {
  const kept = new WeakMap<Job, { limit: number; rows: Promise<Row[]> }>();
  return {
    keep(job, limit, rows) {
      kept.set(job, { limit, rows });
    },
    take(job, limit) {
      const found = kept.get(job);
      kept.delete(job);
      return found?.limit === limit ? found.rows : undefined;
    },
  };
}
