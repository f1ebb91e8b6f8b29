import assert from "node:assert/strict";
import { appendFileSync } from "node:fs";
import type { Entry, Ledger } from "../../sandbox/kernel/ledger.ts";
import { type Specs, specsFor } from "./specs.ts";

export interface SpecWatch extends Disposable {
  /** What was wrong with what has crossed so far. */
  complaints(): string[];
  /** How many requests and answers have been checked. */
  readonly exchanges: number;
}

/**
 * Checks everything that crosses `ledger` by the descriptions in `SPECS_DIR`. Disposing it fails when there
 * were complaints, and adds the number of exchanges to the file that `SPECS_COUNT_FILE` names.
 * Without `SPECS_DIR` it checks nothing.
 */
export function watchSpecs(ledger: Ledger, env: NodeJS.ProcessEnv = process.env): SpecWatch {
  const specs = env.SPECS_DIR ? sharedSpecs(env.SPECS_DIR) : undefined;
  // Entries grow until their answer has ended (streams), so they are checked as late as possible.
  const waiting = new Set<Entry>();
  const found: string[] = [];
  let exchanges = 0;
  const watching = ledger.watch((entry) => {
    if (specs && entry.kind === "request") waiting.add(entry);
  });
  const complaints = () => {
    for (const entry of waiting) {
      if (!specs?.covers(entry)) continue;
      waiting.delete(entry);
      exchanges++;
      found.push(...specs.check(entry));
    }
    return found;
  };
  return {
    complaints,
    get exchanges() {
      return exchanges;
    },
    [Symbol.dispose]() {
      watching[Symbol.dispose]();
      complaints();
      if (env.SPECS_COUNT_FILE) appendFileSync(env.SPECS_COUNT_FILE, `${exchanges}\n`);
      assert.deepEqual([...new Set(found)], [], "the services' descriptions complain");
    },
  };
}

/** Reading the descriptions takes a moment and they never change: once per process and folder. */
const shared = new Map<string, Specs>();

function sharedSpecs(dir: string): Specs {
  const specs = shared.get(dir) ?? specsFor(dir);
  shared.set(dir, specs);
  return specs;
}
