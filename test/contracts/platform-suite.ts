import { test } from "node:test";
import { type Clock, systemClock } from "../../src/core/clock.ts";
import { type JobId, jobId } from "../../src/core/ids.ts";
import type { SendKey } from "../../src/core/platform.ts";
import type { Bench } from "./platform-bench.ts";

/** Opens a bench of its own for each test. */
export type Start = (clock?: Clock) => Promise<Bench>;

/** Declares tests that every platform adapter runs through. */
export function suiteOn(name: string, start: Start) {
  const contract = (title: string, run: (bench: Bench) => Promise<void>, clock?: Clock) =>
    void test(`${name}: ${title}`, async () => {
      await using bench = await start(clock);
      await run(bench);
    });
  return {
    contract,
    /** Three seconds to open a form are three real ones. */
    inTime: (title: string, run: (bench: Bench) => Promise<void>) => contract(title, run, systemClock),
  };
}

export const job = (): JobId => jobId(crypto.randomUUID());
export const key = (of: JobId, part = 0, mayStand = false): SendKey => ({ job: of, part, mayStand });
