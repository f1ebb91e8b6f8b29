import type { Clock } from "../../src/core/clock.ts";

export type Service = "discord" | "slack" | "openai" | "anthropic";

/** One thing that crossed the wire between a client and the sandbox. */
export interface Entry {
  seq: number;
  /** Milliseconds since the Unix epoch, by the sandbox's clock. */
  at: number;
  service: Service;
  /** `request`: the client called us. `event`: we sent to the client. `frame`: a socket frame from the client. */
  kind: "request" | "event" | "frame";
  /** `POST /channels/:id/messages`, `chat.postMessage`, `MESSAGE_CREATE`, `op 1` … */
  name: string;
  /** Absent where nothing answers (events, frames). */
  status?: number;
  request?: unknown;
  response?: unknown;
  /** Path as sent, with its query, for requests. */
  path?: string;
  headers?: Record<string, string>;
  /** Set when a fault, not the service, made the answer: then what it says proves nothing about the service. */
  struck?: true;
}

export interface Ledger {
  readonly entries: readonly Entry[];
  add(entry: Omit<Entry, "seq" | "at">): Entry;
  /** Calls `listener` for each new entry until disposed. */
  watch(listener: (entry: Entry) => void): Disposable;
  /**
   * The first entry, past or to come, for which `match` holds.
   * Rejects after `timeoutMs` of real time with the last entries' names in the message.
   */
  until(match: (entry: Entry) => boolean, timeoutMs?: number): Promise<Entry>;
  clear(): void;
}

/** Keeps the newest `limit` entries: a sandbox left open for a week must not fill the memory. */
export function createLedger(clock: Clock, limit = 20_000): Ledger {
  const entries: Entry[] = [];
  const listeners = new Set<(entry: Entry) => void>();
  let seq = 0;
  const ledger: Ledger = {
    entries,
    add(fields) {
      const entry: Entry = { seq: ++seq, at: clock.now(), ...fields };
      entries.push(entry);
      if (entries.length > limit) entries.splice(0, entries.length - limit);
      for (const listener of listeners) listener(entry);
      return entry;
    },
    watch(listener) {
      listeners.add(listener);
      return { [Symbol.dispose]: () => listeners.delete(listener) };
    },
    until(match, timeoutMs = 5_000) {
      const found = entries.find(match);
      if (found) return Promise.resolve(found);
      return new Promise((resolve, reject) => {
        const watching = ledger.watch((entry) => {
          if (!match(entry)) return;
          clearTimeout(timer);
          watching[Symbol.dispose]();
          resolve(entry);
        });
        const timer = setTimeout(() => {
          watching[Symbol.dispose]();
          const last = entries.slice(-12).map((e) => `${e.service} ${e.kind} ${e.name} ${e.status ?? ""}`);
          reject(new Error(`nothing matched within ${timeoutMs} ms; last entries:\n${last.join("\n")}`));
        }, timeoutMs);
      });
    },
    clear() {
      entries.length = 0;
    },
  };
  return ledger;
}
